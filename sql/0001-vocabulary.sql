-- Lists that all other tables refer to. The migrator loads their rows from sql/data.

CREATE TABLE IF NOT EXISTS language (
    code VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    -- The language of which a code is a variant (script, region, spelling). NULL for a language. A base has no base itself.
    base VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    autonym VARCHAR(100) NOT NULL,
    script VARCHAR(10) CHARACTER SET ascii NOT NULL,
    right_to_left BOOLEAN NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS territory (
    code CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    parent CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
    KEY territory_parent (parent)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS project (
    code VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    database_suffix VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    multilingual BOOLEAN NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS language_level (
    code CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    position TINYINT UNSIGNED NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Names of languages, territories, projects and levels in every shipped language.
CREATE TABLE IF NOT EXISTS reference_name (
    kind ENUM('language', 'territory', 'project', 'level') NOT NULL,
    code VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL,
    PRIMARY KEY (kind, code, language)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The checksum of each loaded file in sql/data. An unchanged file is not loaded again.
CREATE TABLE IF NOT EXISTS reference_file (
    name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    loaded_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
