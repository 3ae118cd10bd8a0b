-- What names look like (CapX.Data.NameSkeleton). No display name shares a skeleton with another person's user name.

CREATE TABLE IF NOT EXISTS name_skeleton (
    person_id BIGINT UNSIGNED NOT NULL,
    kind ENUM('username', 'display') NOT NULL,
    skeleton VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (person_id, kind, skeleton),
    KEY name_skeleton_skeleton (skeleton, kind),
    CONSTRAINT name_skeleton_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- display_name_hidden: a display name that was hidden because it looks like someone else's name. Only its owner can read it.
-- skeleton_version: the version of the list and rules that made the skeletons. At start, the program recomputes skeletons of other versions.
ALTER TABLE person ADD COLUMN IF NOT EXISTS display_name_hidden VARCHAR(100) NULL AFTER display_name;
ALTER TABLE person ADD COLUMN IF NOT EXISTS skeleton_version INT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE person ADD KEY IF NOT EXISTS person_skeleton_version (skeleton_version);

-- Locked by each change of a name, so that a similar user name and display name are never written at the same time.
CREATE TABLE IF NOT EXISTS name_lock (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
INSERT IGNORE INTO name_lock (id) VALUES (1);
