-- Sessions, consent, and the secrets of the program.

-- Sessions are stored on the server, so that they can be ended there. The id is the SHA-256 of the random key in the cookie.
CREATE TABLE IF NOT EXISTS session (
    id BINARY(32) NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY session_person (person_id),
    KEY session_expires_at (expires_at),
    CONSTRAINT session_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The version of the welcome text that a person agreed to, and the time.
CREATE TABLE IF NOT EXISTS consent (
    person_id BIGINT UNSIGNED NOT NULL,
    version VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    given_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, version),
    CONSTRAINT consent_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- ASP.NET's key ring, so that cookies stay valid after a deploy. Encrypted with CAPX_KEY, which is not in the database.
CREATE TABLE IF NOT EXISTS data_protection_key (
    name VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    xml TEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Random secrets that the program created. Encrypted with CAPX_KEY, too.
CREATE TABLE IF NOT EXISTS secret (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value VARBINARY(255) NOT NULL,
    made_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
