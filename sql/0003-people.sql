-- A person is a Wikimedia account, and id is its central id. No one else sees anything of it until the first save sets updated_at.

CREATE TABLE IF NOT EXISTS person (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    username VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Set while a newer login owns this row's user name. Such a row is in no list until its owner returns.
    name_lost_at DATETIME(6) NULL,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    interface_language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    display_name VARCHAR(100) NULL,
    about TEXT NULL,
    about_language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    home_wiki VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    not_taking_until DATE NULL,
    visibility ENUM('members', 'public', 'hidden') NOT NULL DEFAULT 'members',
    indexable BOOLEAN NOT NULL DEFAULT FALSE,
    joined_at DATETIME(6) NOT NULL,
    signed_in_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NULL,
    -- Counts saves. A save that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 0,
    KEY person_username (username, name_lost_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS person_language (
    person_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    level CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (person_id, language),
    CONSTRAINT person_language_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS person_territory (
    person_id BIGINT UNSIGNED NOT NULL,
    territory CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (person_id, territory),
    CONSTRAINT person_territory_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS person_project (
    person_id BIGINT UNSIGNED NOT NULL,
    project VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (person_id, project),
    CONSTRAINT person_project_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- An offer is also known: the save that writes an 'offers' row also writes a 'knows' row for the same capacity.
-- methods: bits in the order of CapX.Data.Methods.
CREATE TABLE IF NOT EXISTS person_capacity (
    person_id BIGINT UNSIGNED NOT NULL,
    role ENUM('knows', 'offers', 'wants') NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    note VARCHAR(500) NULL,
    PRIMARY KEY (person_id, role, capacity_id),
    KEY person_capacity_capacity (capacity_id),
    CONSTRAINT person_capacity_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT person_capacity_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

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
