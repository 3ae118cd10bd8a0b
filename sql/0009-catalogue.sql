-- What lists and search ask of organizations, listings and events, written with each of them in one transaction. Never the source of truth: it can be made anew from them.

CREATE TABLE IF NOT EXISTS catalogue (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('organization', 'listing', 'event') NOT NULL,
    thing_id BIGINT UNSIGNED NOT NULL,
    -- The person whose it is, for blocks; null where it is an organization's.
    owner_id BIGINT UNSIGNED NULL,
    visibility ENUM('public', 'members') NOT NULL,
    name VARCHAR(300) NOT NULL,
    -- The name's sort key in the root collation.
    name_key VARBINARY(600) NOT NULL,
    -- All its words, folded, with a space before each and one at the end.
    words MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Events only.
    starts_at DATETIME(6) NULL,
    ends_at DATETIME(6) NULL,
    UNIQUE KEY catalogue_thing (kind, thing_id),
    KEY catalogue_updated (kind, updated_at),
    KEY catalogue_created (kind, created_at),
    KEY catalogue_ends (kind, ends_at),
    KEY catalogue_owner (owner_id),
    CONSTRAINT catalogue_owner FOREIGN KEY (owner_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The codes under which an entry is found, with all that stand above them in their tree. For an offered or wanted capacity once without a method and once with each of its methods.
CREATE TABLE IF NOT EXISTS catalogue_code (
    entry_id BIGINT UNSIGNED NOT NULL,
    facet VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    PRIMARY KEY (entry_id, facet, code, method),
    KEY catalogue_code_code (facet, code, method, entry_id),
    CONSTRAINT catalogue_code_entry FOREIGN KEY (entry_id) REFERENCES catalogue (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
