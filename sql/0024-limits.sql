-- Reports about names that do not exist here are one case, whatever the names. Deleted accounts also leave cases without a person, so this column is needed.
ALTER TABLE moderation_case ADD COLUMN IF NOT EXISTS names_nobody BOOLEAN NOT NULL DEFAULT FALSE AFTER person_id;

-- How often something was done in a day by everyone together. Totals without identity, because they cannot be computed later.
CREATE TABLE IF NOT EXISTS daily_count (
    -- In UTC.
    day DATE NOT NULL,
    what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    count BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (day, what)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- How many exports a person made in the day that began at began_at. Deleted with the account.
CREATE TABLE IF NOT EXISTS export_count (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    began_at DATETIME(6) NOT NULL,
    count TINYINT UNSIGNED NOT NULL,
    KEY export_count_began (began_at),
    CONSTRAINT export_count_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
