-- The version of text folding and reference lists with which the catalogue and the moderators' words were written. The program rewrites them on a new version.

CREATE TABLE IF NOT EXISTS folded_version (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
