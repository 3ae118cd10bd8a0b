-- What is kept of a sanction when its account is erased.

-- Secrets that the program made by itself, each once.
CREATE TABLE IF NOT EXISTS secret (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value BINARY(32) NOT NULL,
    made_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who was limited or suspended and erased the account: nobody is named, and nobody found by it who does not sign in again.
CREATE TABLE IF NOT EXISTS sanction (
    -- HMAC-SHA-256 of the central id, by the secret "sanction".
    person BINARY(32) NOT NULL,
    kind ENUM('limited', 'suspended') NOT NULL,
    until_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person, kind),
    KEY sanction_until (until_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
