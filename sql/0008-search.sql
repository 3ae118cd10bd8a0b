-- What lists and search read about organizations, listings and events. Written in the same transaction as these, and can be rebuilt from them.

CREATE TABLE IF NOT EXISTS catalogue (
    -- The id of the content, and its kind.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The person who owns the entry, for blocks. NULL if an organization owns it.
    owner_id BIGINT UNSIGNED NULL,
    visibility ENUM('public', 'members') NOT NULL,
    name VARCHAR(300) NOT NULL,
    -- The sort key of the name in the root collation.
    name_key VARBINARY(600) NOT NULL,
    -- All words, folded, with a space before each word and one at the end.
    words MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Events only.
    starts_at DATETIME(6) NULL,
    ends_at DATETIME(6) NULL,
    KEY catalogue_updated (kind, updated_at),
    KEY catalogue_created (kind, created_at),
    KEY catalogue_owner (owner_id),
    -- Has all columns for finding entries, so that many past events can be counted and sorted without reading their words.
    KEY catalogue_seen (kind, ends_at, visibility, owner_id, starts_at, id),
    CONSTRAINT catalogue_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT catalogue_owner FOREIGN KEY (owner_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The codes under which an entry is found, with all their ancestors. An offered or wanted capacity has one row without a method and one for each method.
CREATE TABLE IF NOT EXISTS catalogue_code (
    entry_id BIGINT UNSIGNED NOT NULL,
    facet VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    PRIMARY KEY (entry_id, facet, code, method),
    KEY catalogue_code_code (facet, code, method, entry_id),
    CONSTRAINT catalogue_code_entry FOREIGN KEY (entry_id) REFERENCES catalogue (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The version of text folding and reference lists with which the catalogue and the moderators' words were written. A new version rewrites
-- them.
CREATE TABLE IF NOT EXISTS folded_version (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
