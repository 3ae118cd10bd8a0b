-- Unsaved input: one row per person and form, deleted after 30 days.

CREATE TABLE IF NOT EXISTS draft (
    person_id BIGINT UNSIGNED NOT NULL,
    form VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body MEDIUMTEXT NOT NULL,
    saved_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, form),
    KEY draft_saved_at (saved_at),
    CONSTRAINT draft_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
