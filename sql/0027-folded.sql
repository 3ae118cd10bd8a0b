-- By which version of the folding of texts, and of the reference lists, the catalogue and the moderators' words were written; the program writes them anew when it starts with another.

CREATE TABLE IF NOT EXISTS folded_version (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    version CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
