-- Curators maintain the capacity tree. Data files do not overwrite their changes, which can be undone, and old codes redirect.

-- What was changed and by whom, as CapX.Data.Capacities.CapacityFacts before and after. No author for deleted accounts.
CREATE TABLE IF NOT EXISTS capacity_change (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    capacity_id INT UNSIGNED NOT NULL,
    author_id BIGINT UNSIGNED NULL,
    what VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    before_facts MEDIUMTEXT NOT NULL,
    after_facts MEDIUMTEXT NOT NULL,
    -- The change that this one undoes.
    undoes_id BIGINT UNSIGNED NULL,
    changed_at DATETIME(6) NOT NULL,
    KEY capacity_change_capacity (capacity_id, id),
    KEY capacity_change_author (author_id),
    UNIQUE KEY capacity_change_undoes (undoes_id),
    CONSTRAINT capacity_change_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id),
    CONSTRAINT capacity_change_author FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT capacity_change_undoes FOREIGN KEY (undoes_id) REFERENCES capacity_change (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What each content or exchange had before a merge, for an undo. In each row one of the two is set, and the row is deleted with it. Kept for a limited time.
CREATE TABLE IF NOT EXISTS capacity_moved (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    change_id BIGINT UNSIGNED NOT NULL,
    content_id BIGINT UNSIGNED NULL,
    exchange_id BIGINT UNSIGNED NULL,
    role ENUM('knows', 'offers', 'wants') NULL,
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    note VARCHAR(500) NULL,
    -- True when the owner already had the capacity that remained after the merge.
    had_target BOOLEAN NOT NULL DEFAULT FALSE,
    target_methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    target_note VARCHAR(500) NULL,
    KEY capacity_moved_change (change_id),
    KEY capacity_moved_content (content_id),
    KEY capacity_moved_exchange (exchange_id),
    CONSTRAINT capacity_moved_change FOREIGN KEY (change_id) REFERENCES capacity_change (id) ON DELETE CASCADE,
    CONSTRAINT capacity_moved_content FOREIGN KEY (content_id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT capacity_moved_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Suggested changes to the tree, and their results.
CREATE TABLE IF NOT EXISTS capacity_suggestion (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NOT NULL,
    kind ENUM('add', 'name', 'move', 'merge', 'retire', 'other') NOT NULL,
    -- The capacity concerned. For an addition: the capacity that it should go under.
    capacity_id INT UNSIGNED NULL,
    -- The new parent, the target of the merge, or the replacement.
    other_id INT UNSIGNED NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL DEFAULT '',
    description VARCHAR(1000) NOT NULL DEFAULT '',
    reason VARCHAR(1000) NOT NULL DEFAULT '',
    state ENUM('waiting', 'accepted', 'declined', 'withdrawn') NOT NULL DEFAULT 'waiting',
    -- 'hidden': only its author sees it. 'removed': no one sees it, and it is deleted after 30 days.
    moderated ENUM('hidden', 'removed') NULL,
    made_at DATETIME(6) NOT NULL,
    answered_at DATETIME(6) NULL,
    answered_by BIGINT UNSIGNED NULL,
    word VARCHAR(500) NOT NULL DEFAULT '',
    -- The resulting change.
    change_id BIGINT UNSIGNED NULL,
    -- The one-time key of the form.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY capacity_suggestion_form_key (form_key),
    KEY capacity_suggestion_state (state, made_at),
    KEY capacity_suggestion_person (person_id, made_at),
    KEY capacity_suggestion_answered_by (answered_by),
    CONSTRAINT capacity_suggestion_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT capacity_suggestion_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT capacity_suggestion_answered_by FOREIGN KEY (answered_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT capacity_suggestion_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id),
    CONSTRAINT capacity_suggestion_other FOREIGN KEY (other_id) REFERENCES capacity (id),
    CONSTRAINT capacity_suggestion_change FOREIGN KEY (change_id) REFERENCES capacity_change (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
