-- Notifications in CapX, and how a person wants to be notified.

-- Kinds: CapX.Data.Notices.NoticeKind. A notification refers to what it is about.
CREATE TABLE IF NOT EXISTS notice (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    person_id BIGINT UNSIGNED NOT NULL,
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    exchange_id BIGINT UNSIGNED NULL,
    content_id BIGINT UNSIGNED NULL,
    decision_id BIGINT UNSIGNED NULL,
    -- A report of the person.
    report_id BIGINT UNSIGNED NULL,
    -- The name of something that no longer exists, or the code of a role.
    name VARCHAR(200) NULL,
    -- Why it was removed, the last day of the role, or the answer to a suggestion.
    word VARCHAR(500) NULL,
    made_at DATETIME(6) NOT NULL,
    -- When the notification is shown: immediately, or with the others of the day.
    due_at DATETIME(6) NOT NULL,
    read_at DATETIME(6) NULL,
    KEY notice_person (person_id, read_at, due_at),
    KEY notice_due (person_id, due_at, id),
    KEY notice_exchange (exchange_id),
    -- For the hourly deletion of old notifications.
    KEY notice_read (read_at),
    KEY notice_due_at (due_at),
    KEY notice_content (content_id),
    KEY notice_decision (decision_id),
    KEY notice_report (report_id),
    CONSTRAINT notice_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT notice_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT notice_content FOREIGN KEY (content_id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT notice_decision FOREIGN KEY (decision_id) REFERENCES decision (id) ON DELETE CASCADE,
    CONSTRAINT notice_report FOREIGN KEY (report_id) REFERENCES report (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Without a row: only in CapX, immediately, and no count on the profile.
CREATE TABLE IF NOT EXISTS contact_choice (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    channel ENUM('tool', 'mail', 'talk') NOT NULL DEFAULT 'tool',
    -- True when a talk page notice may replace a refused email.
    talk_instead BOOLEAN NOT NULL DEFAULT FALSE,
    gathered BOOLEAN NOT NULL DEFAULT FALSE,
    shows_count BOOLEAN NOT NULL DEFAULT FALSE,
    -- The kinds of notifications that are turned off, separated by commas.
    silent VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    CONSTRAINT contact_choice_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
