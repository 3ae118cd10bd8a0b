-- Reports, what moderators decide, appeals, and the log of all that.

-- What moderators decided about somebody, as far as every page asks: 'limited': no proposals, no listings; 'suspended': reads, exports and erases one's own, and appeals.
ALTER TABLE person ADD COLUMN IF NOT EXISTS standing ENUM('good', 'limited', 'suspended') NOT NULL DEFAULT 'good' AFTER blocked;

-- 'hidden': its owner sees it, nobody else; 'removed': nobody sees it, and after 30 days it is erased.
ALTER TABLE person ADD COLUMN IF NOT EXISTS moderated ENUM('hidden', 'removed') NULL AFTER standing;
ALTER TABLE listing ADD COLUMN IF NOT EXISTS moderated ENUM('hidden', 'removed') NULL AFTER state;
ALTER TABLE event ADD COLUMN IF NOT EXISTS moderated ENUM('hidden', 'removed') NULL AFTER state;
ALTER TABLE exchange_message ADD COLUMN IF NOT EXISTS moderated ENUM('hidden', 'removed') NULL AFTER language;
-- The same of an organization; 'removed' stands for what curators removed, and keeps an address only.
ALTER TABLE organization MODIFY COLUMN state ENUM('proposed', 'confirmed', 'merged', 'removed', 'hidden', 'withheld') NOT NULL DEFAULT 'proposed';

-- Whom a row of the log is about: a random key. It goes with the account, and the log's rows then say nothing of anybody.
CREATE TABLE IF NOT EXISTS log_subject (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    subject BINARY(16) NOT NULL,
    UNIQUE KEY log_subject_subject (subject),
    CONSTRAINT log_subject_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every act of moderation, of roles and of data protection; only added to. Each row's hash holds the hash before it.
CREATE TABLE IF NOT EXISTS log_entry (
    -- From 1, without gaps.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    made_at DATETIME(6) NOT NULL,
    act VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Who did it, and about whom; null: the program or its operator, and nobody.
    actor BINARY(16) NULL,
    subject BINARY(16) NULL,
    -- Codes and numbers, never a text that somebody wrote.
    detail VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Of the salt and the text of log_reason.
    reason BINARY(32) NULL,
    hash BINARY(32) NOT NULL,
    KEY log_entry_subject (subject, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Its one row is held by whoever adds to the log, until the transaction ends.
CREATE TABLE IF NOT EXISTS log_lock (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
INSERT IGNORE INTO log_lock (id) VALUES (1);

-- Why, in words; outside of the chain, so that it can go with the account that it is about.
CREATE TABLE IF NOT EXISTS log_reason (
    entry_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NULL,
    salt BINARY(16) NOT NULL,
    text VARCHAR(4000) NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    KEY log_reason_person (person_id),
    CONSTRAINT log_reason_entry FOREIGN KEY (entry_id) REFERENCES log_entry (id) ON DELETE CASCADE,
    CONSTRAINT log_reason_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What lies before the moderators: reports of one thing, joined, or an appeal.
CREATE TABLE IF NOT EXISTS moderation_case (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('reports', 'appeal') NOT NULL,
    thing ENUM('person', 'organization', 'listing', 'event', 'message') NOT NULL,
    -- The thing, and whose it is: of a person's page the person, of a listing its owner, of a message its author.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    listing_id BIGINT UNSIGNED NULL,
    event_id BIGINT UNSIGNED NULL,
    message_id BIGINT UNSIGNED NULL,
    -- Of an appeal: what it is against.
    against_id BIGINT UNSIGNED NULL,
    is_emergency BOOLEAN NOT NULL DEFAULT FALSE,
    opened_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6) NULL,
    claimed_by BIGINT UNSIGNED NULL,
    claimed_at DATETIME(6) NULL,
    -- When somebody from outside was told that nobody here may handle it.
    fallback_at DATETIME(6) NULL,
    KEY moderation_case_queue (closed_at, is_emergency, opened_at, id),
    KEY moderation_case_person (person_id, id),
    KEY moderation_case_organization (organization_id, id),
    KEY moderation_case_listing (listing_id),
    KEY moderation_case_event (event_id),
    KEY moderation_case_message (message_id),
    KEY moderation_case_claimed (claimed_by),
    UNIQUE KEY moderation_case_against (against_id),
    CONSTRAINT moderation_case_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_message FOREIGN KEY (message_id) REFERENCES exchange_message (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_claimed FOREIGN KEY (claimed_by) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS report (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    -- Who reports: a person, or a visitor by the SHA-256 of a cookie; neither where a word list found it.
    reporter_id BIGINT UNSIGNED NULL,
    visitor BINARY(32) NULL,
    -- A code of CapX.Data.Moderation.ReportReason.
    reason VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text VARCHAR(4000) NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    for_other BOOLEAN NOT NULL DEFAULT FALSE,
    made_at DATETIME(6) NOT NULL,
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY report_form_key (form_key),
    KEY report_case (case_id, id),
    KEY report_reporter (reporter_id, made_at),
    KEY report_visitor (visitor, made_at),
    KEY report_made_at (made_at),
    CONSTRAINT report_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT report_reporter FOREIGN KEY (reporter_id) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What was reported, as it stood at that moment; it goes with the account whose it was.
CREATE TABLE IF NOT EXISTS report_evidence (
    report_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NULL,
    -- JSON: a list of parts, each with its text and language.
    parts MEDIUMTEXT NOT NULL,
    KEY report_evidence_person (person_id),
    CONSTRAINT report_evidence_report FOREIGN KEY (report_id) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT report_evidence_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What moderators write to each other about a case; where it is escalated, to whom.
CREATE TABLE IF NOT EXISTS case_note (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    author_id BIGINT UNSIGNED NULL,
    -- Whom the case is about: the note goes with that account.
    person_id BIGINT UNSIGNED NULL,
    escalated_to ENUM('affiliate', 'u4c', 'trust-and-safety') NULL,
    text VARCHAR(4000) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY case_note_form_key (form_key),
    KEY case_note_case (case_id, id),
    KEY case_note_author (author_id),
    KEY case_note_person (person_id),
    CONSTRAINT case_note_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT case_note_author FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT case_note_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS decision (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NULL,
    kind ENUM('no-action', 'advice', 'hide', 'remove', 'limit', 'suspend-until', 'suspend') NOT NULL,
    thing ENUM('person', 'organization', 'listing', 'event', 'message') NOT NULL,
    -- To whom it is said: a person, or who speaks for an organization.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    until_at DATETIME(6) NULL,
    decided_by BIGINT UNSIGNED NULL,
    decided_at DATETIME(6) NOT NULL,
    -- Its row in the log, and the reason there.
    entry_id BIGINT UNSIGNED NOT NULL,
    undone_at DATETIME(6) NULL,
    undone_by BIGINT UNSIGNED NULL,
    -- When what was removed was erased, and can come back no more.
    erased_at DATETIME(6) NULL,
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY decision_form_key (form_key),
    KEY decision_case (case_id),
    KEY decision_person (person_id, kind, undone_at),
    KEY decision_organization (organization_id),
    KEY decision_decided_by (decided_by),
    KEY decision_undone_by (undone_by),
    KEY decision_due (kind, undone_at, until_at),
    KEY decision_entry (entry_id),
    KEY decision_decided_at (decided_at),
    CONSTRAINT decision_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE SET NULL,
    CONSTRAINT decision_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT decision_decided_by FOREIGN KEY (decided_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_undone_by FOREIGN KEY (undone_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_entry FOREIGN KEY (entry_id) REFERENCES log_entry (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

ALTER TABLE moderation_case ADD FOREIGN KEY IF NOT EXISTS moderation_case_against (against_id) REFERENCES decision (id) ON DELETE CASCADE;

-- What somebody says against a decision, once, and what came of it.
CREATE TABLE IF NOT EXISTS appeal (
    case_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    decision_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    text VARCHAR(4000) NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL,
    -- 'kept': the decision stands; 'undone': it does not.
    outcome ENUM('kept', 'undone') NULL,
    reviewed_by BIGINT UNSIGNED NULL,
    reviewed_at DATETIME(6) NULL,
    entry_id BIGINT UNSIGNED NULL,
    UNIQUE KEY appeal_decision (decision_id),
    KEY appeal_person (person_id),
    KEY appeal_reviewed_by (reviewed_by),
    KEY appeal_entry (entry_id),
    CONSTRAINT appeal_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT appeal_decision FOREIGN KEY (decision_id) REFERENCES decision (id) ON DELETE CASCADE,
    CONSTRAINT appeal_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT appeal_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT appeal_entry FOREIGN KEY (entry_id) REFERENCES log_entry (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Words that make a text worth a look; they never change or delete one.
CREATE TABLE IF NOT EXISTS flag_word (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- As typed, and folded as all searched text is; matches as the beginning of words.
    word VARCHAR(100) NOT NULL,
    folded VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
    added_by BIGINT UNSIGNED NULL,
    added_at DATETIME(6) NOT NULL,
    UNIQUE KEY flag_word_folded (folded),
    KEY flag_word_added_by (added_by),
    CONSTRAINT flag_word_added_by FOREIGN KEY (added_by) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A notice can be about a decision, or about a report of one's own.
ALTER TABLE notice ADD COLUMN IF NOT EXISTS decision_id BIGINT UNSIGNED NULL;
ALTER TABLE notice ADD COLUMN IF NOT EXISTS report_id BIGINT UNSIGNED NULL;
ALTER TABLE notice ADD KEY IF NOT EXISTS notice_decision (decision_id);
ALTER TABLE notice ADD KEY IF NOT EXISTS notice_report (report_id);
ALTER TABLE notice ADD FOREIGN KEY IF NOT EXISTS notice_decision (decision_id) REFERENCES decision (id) ON DELETE CASCADE;
ALTER TABLE notice ADD FOREIGN KEY IF NOT EXISTS notice_report (report_id) REFERENCES report (id) ON DELETE CASCADE;
