-- A person is a Wikimedia account, and id is its central id. No one else sees anything of it until the first save sets updated_at.

CREATE TABLE IF NOT EXISTS person (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    content_id BIGINT UNSIGNED NOT NULL,
    username VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- Set while a newer login owns this row's user name. Such a row is in no list until its owner returns.
    name_lost_at DATETIME(6) NULL,
    display_name VARCHAR(100) NULL,
    -- A display name that was hidden because it looks like someone else's name. Only its owner can read it.
    display_name_hidden VARCHAR(100) NULL,
    -- The version of the list and rules that made the skeletons. At start, the program recomputes skeletons of other versions.
    skeleton_version INT UNSIGNED NOT NULL DEFAULT 0,
    -- Blocked on the wiki: can log in but not save.
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    -- The result of all decisions about a person. 'limited': no proposals and no listings.
    -- 'suspended': can only read, export and delete their data, and appeal.
    standing ENUM('good', 'limited', 'suspended') NOT NULL DEFAULT 'good',
    -- 'hidden': only its owner sees it. 'removed': no one sees it, and it is deleted after 30 days.
    moderated ENUM('hidden', 'removed') NULL,
    interface_language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    about TEXT NULL,
    about_language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    home_wiki VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    not_taking_until DATE NULL,
    visibility ENUM('members', 'public', 'hidden') NOT NULL DEFAULT 'members',
    -- Who can see each part of the profile. A part is never visible to more people than the profile.
    about_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile',
    territories_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile',
    languages_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile',
    affiliations_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile',
    exchanges_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile',
    indexable BOOLEAN NOT NULL DEFAULT FALSE,
    joined_at DATETIME(6) NOT NULL,
    -- The time of the last login. Deleted after its retention period.
    signed_in_at DATETIME(6) NULL,
    updated_at DATETIME(6) NULL,
    -- Counts saves. A save that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 0,
    UNIQUE KEY person_content (content_id),
    KEY person_username (username, name_lost_at),
    KEY person_signed_in_at (signed_in_at),
    KEY person_skeleton_version (skeleton_version),
    CONSTRAINT person_content FOREIGN KEY (content_id) REFERENCES content (id) ON DELETE CASCADE
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

-- What names look like (CapX.Data.NameSkeleton). No display name shares a skeleton with another person's user name.
CREATE TABLE IF NOT EXISTS name_skeleton (
    person_id BIGINT UNSIGNED NOT NULL,
    kind ENUM('username', 'display') NOT NULL,
    skeleton VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (person_id, kind, skeleton),
    KEY name_skeleton_skeleton (skeleton, kind),
    CONSTRAINT name_skeleton_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Locked by each change of a name, so that a similar user name and display name are never written at the same time.
CREATE TABLE IF NOT EXISTS name_lock (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
INSERT IGNORE INTO name_lock (id) VALUES (1);
