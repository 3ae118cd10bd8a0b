-- Affiliates and informal groups, and the people who manage them.

CREATE TABLE IF NOT EXISTS organization (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    -- The address. It is never given to another organization. The address of a merged organization redirects.
    slug VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    type ENUM('chapter', 'thematic-organization', 'user-group', 'informal-group', 'partner') NOT NULL,
    -- Proposed organizations are visible only to their managers and curators.
    -- 'removed': refused or removed by a curator. The row keeps only the address, which is never given again.
    -- 'hidden': only its managers see it. 'withheld': removed by moderators, so no one sees it, and it is deleted after 30 days.
    state ENUM('proposed', 'confirmed', 'merged', 'removed', 'hidden', 'withheld') NOT NULL DEFAULT 'proposed',
    merged_into_id BIGINT UNSIGNED NULL,
    about TEXT NULL,
    about_language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    meta_page VARCHAR(255) NULL,
    website VARCHAR(500) NULL,
    mastodon VARCHAR(500) NULL,
    report_link VARCHAR(500) NULL,
    created_at DATETIME(6) NOT NULL,
    confirmed_at DATETIME(6) NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Counts saves. A save that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form that proposed the organization, or the key of the import's line.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY organization_slug (slug),
    UNIQUE KEY organization_form_key (form_key),
    KEY organization_state (state, created_at),
    KEY organization_merged_into (merged_into_id),
    CONSTRAINT organization_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT organization_merged_into FOREIGN KEY (merged_into_id) REFERENCES organization (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS organization_name (
    organization_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- In the order of entry. The first name is used if none matches the reader's languages.
    position TINYINT UNSIGNED NOT NULL,
    name VARCHAR(200) NOT NULL,
    PRIMARY KEY (organization_id, language),
    CONSTRAINT organization_name_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS organization_territory (
    organization_id BIGINT UNSIGNED NOT NULL,
    territory CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (organization_id, territory),
    CONSTRAINT organization_territory_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS organization_project (
    organization_id BIGINT UNSIGNED NOT NULL,
    project VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (organization_id, project),
    CONSTRAINT organization_project_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Like person_capacity: an offer is also known, and methods are bits.
CREATE TABLE IF NOT EXISTS organization_capacity (
    organization_id BIGINT UNSIGNED NOT NULL,
    role ENUM('knows', 'offers', 'wants') NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    note VARCHAR(500) NULL,
    PRIMARY KEY (organization_id, role, capacity_id),
    KEY organization_capacity_capacity (capacity_id),
    CONSTRAINT organization_capacity_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    CONSTRAINT organization_capacity_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- How a person stands to an organization: 'invited' to manage it, 'manager', 'said' (claims to be a member), or 'member' (confirmed by a manager).
CREATE TABLE IF NOT EXISTS organization_person (
    organization_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    standing ENUM('invited', 'manager', 'said', 'member') NOT NULL,
    -- For an invitation: the manager who is replaced when it is accepted. NULL if no one is replaced.
    hands_over_id BIGINT UNSIGNED NULL,
    since_at DATETIME(6) NOT NULL,
    PRIMARY KEY (organization_id, person_id),
    KEY organization_person_person (person_id, standing),
    KEY organization_person_hands_over (hands_over_id),
    CONSTRAINT organization_person_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    CONSTRAINT organization_person_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT organization_person_hands_over FOREIGN KEY (hands_over_id) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What was changed and by whom. form contains all that was saved, so that it can be restored. No author for deleted accounts and imports.
CREATE TABLE IF NOT EXISTS organization_change (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    organization_id BIGINT UNSIGNED NOT NULL,
    author_id BIGINT UNSIGNED NULL,
    what VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    form MEDIUMTEXT NULL,
    -- The person whose standing was changed.
    subject_id BIGINT UNSIGNED NULL,
    changed_at DATETIME(6) NOT NULL,
    KEY organization_change_organization (organization_id, id),
    KEY organization_change_author (author_id),
    KEY organization_change_subject (subject_id),
    CONSTRAINT organization_change_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE,
    CONSTRAINT organization_change_author FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT organization_change_subject FOREIGN KEY (subject_id) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
