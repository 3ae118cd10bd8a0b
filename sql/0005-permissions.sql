-- Roles on the whole site, and blocks between two people.

-- What a person may do on the whole site, until a date.
CREATE TABLE IF NOT EXISTS person_role (
    person_id BIGINT UNSIGNED NOT NULL,
    role ENUM('curator', 'moderator', 'steward') NOT NULL,
    until_at DATETIME(6) NOT NULL,
    granted_at DATETIME(6) NOT NULL,
    -- NULL if the operator granted it.
    granted_by BIGINT UNSIGNED NULL,
    PRIMARY KEY (person_id, role),
    KEY person_role_role (role, until_at),
    KEY person_role_granted_by (granted_by),
    CONSTRAINT person_role_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT person_role_granted_by FOREIGN KEY (granted_by) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Each of the two sees of the other only what a logged-out visitor sees. The blocked person is not notified.
CREATE TABLE IF NOT EXISTS person_block (
    person_id BIGINT UNSIGNED NOT NULL,
    blocked_id BIGINT UNSIGNED NOT NULL,
    blocked_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, blocked_id),
    KEY person_block_blocked (blocked_id, person_id),
    CONSTRAINT person_block_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT person_block_blocked FOREIGN KEY (blocked_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
