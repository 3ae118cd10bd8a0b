-- What remains after an account is deleted, to protect others: blocks, declined proposals, and what counts for limits.
-- No one is named. "hash" is the keyed hash of the central id (CapX.Data.KeyedHash), by which CapX recognizes the account if it logs in again.

-- A block of a deleted account. It becomes a row of person_block again when the account comes back.
CREATE TABLE IF NOT EXISTS kept_block (
    -- Random, because the person who blocked refers to the row by it, and it must not reveal how many rows there are.
    id BINARY(16) NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NOT NULL,
    hash BINARY(32) NOT NULL,
    blocked_at DATETIME(6) NOT NULL,
    UNIQUE KEY kept_block_person (person_id, hash),
    KEY kept_block_hash (hash),
    CONSTRAINT kept_block_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS kept_limit (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- The hash while the account is deleted, the person once the account is back.
    hash BINARY(32) NULL,
    person_id BIGINT UNSIGNED NULL,
    -- What counted: something created within a day, a declined proposal, or an organization that is waiting for a curator.
    kind ENUM('proposal', 'listing', 'suggestion', 'report', 'export', 'declined', 'organization') NOT NULL,
    -- Who declined, or which organization is waiting. The row is deleted with them.
    by_person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    made_at DATETIME(6) NOT NULL,
    KEY kept_limit_hash (hash),
    KEY kept_limit_person (person_id, kind, made_at),
    KEY kept_limit_by (by_person_id),
    KEY kept_limit_organization (organization_id),
    KEY kept_limit_kind (kind, made_at),
    CONSTRAINT kept_limit_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT kept_limit_by FOREIGN KEY (by_person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT kept_limit_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- How many exports a person made in the day that began at began_at. Deleted with the account.
CREATE TABLE IF NOT EXISTS export_count (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    began_at DATETIME(6) NOT NULL,
    count TINYINT UNSIGNED NOT NULL,
    KEY export_count_began (began_at),
    CONSTRAINT export_count_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
