-- What remains of a sanction after its account is deleted.

-- Random secrets that the program created.
CREATE TABLE IF NOT EXISTS secret (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value BINARY(32) NOT NULL,
    made_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A deleted account that was limited or suspended. The row names no one, and is only found when the same account logs in again.
CREATE TABLE IF NOT EXISTS sanction (
    -- HMAC-SHA-256 of the central id, with the secret "sanction" as the key.
    person BINARY(32) NOT NULL,
    kind ENUM('limited', 'suspended') NOT NULL,
    until_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person, kind),
    KEY sanction_until (until_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
