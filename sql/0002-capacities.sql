-- The capacity tree, with names in every language. Its history is in 0013-curation.sql.

CREATE TABLE IF NOT EXISTS capacity (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent_id INT UNSIGNED NULL,
    -- 'retired': people keep it, but it can no longer be added. 'merged': its code redirects to the successor. 'removed': an addition that was undone.
    state ENUM('open', 'retired', 'merged', 'removed') NOT NULL DEFAULT 'open',
    successor_id INT UNSIGNED NULL,
    wikidata VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- The code in sql/data, even if curators changed the code. NULL if curators added the capacity.
    data_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- True when a curator decided its place in the tree. The data files no longer change it.
    curated BOOLEAN NOT NULL DEFAULT FALSE,
    -- Counts changes. A change that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form that added it.
    form_key BINARY(16) NULL,
    UNIQUE KEY capacity_code (code),
    UNIQUE KEY capacity_data_code (data_code),
    UNIQUE KEY capacity_form_key (form_key),
    KEY capacity_parent (parent_id),
    KEY capacity_successor (successor_id),
    CONSTRAINT capacity_parent FOREIGN KEY (parent_id) REFERENCES capacity (id),
    CONSTRAINT capacity_successor FOREIGN KEY (successor_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- state: 'source' (English), 'drafted' (no speaker has reviewed it yet) or 'reviewed'.
CREATE TABLE IF NOT EXISTS capacity_name (
    capacity_id INT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL,
    description VARCHAR(1000) NOT NULL,
    state ENUM('source', 'drafted', 'reviewed') NOT NULL,
    PRIMARY KEY (capacity_id, language),
    CONSTRAINT capacity_name_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Former codes of a capacity.
CREATE TABLE IF NOT EXISTS capacity_alias (
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    capacity_id INT UNSIGNED NOT NULL,
    KEY capacity_alias_capacity (capacity_id),
    CONSTRAINT capacity_alias_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row. A change of the tree locks it exclusively, and saves that write capacities share the lock, so that no save sees half of a change.
CREATE TABLE IF NOT EXISTS taxonomy (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    version INT UNSIGNED NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
INSERT IGNORE INTO taxonomy (id, version) VALUES (1, 1);
