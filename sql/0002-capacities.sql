-- The capacity tree, with names in every language.

CREATE TABLE IF NOT EXISTS capacity (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent_id INT UNSIGNED NULL,
    wikidata VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
    UNIQUE KEY capacity_code (code),
    KEY capacity_parent (parent_id),
    CONSTRAINT capacity_parent FOREIGN KEY (parent_id) REFERENCES capacity (id)
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
