-- Reports, decisions of moderators, appeals, and the log of all these actions.

-- A random key by which log entries refer to a person. It is deleted with the account. After that, the log entries refer to no one.
CREATE TABLE IF NOT EXISTS log_subject (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    subject BINARY(16) NOT NULL,
    UNIQUE KEY log_subject_subject (subject),
    CONSTRAINT log_subject_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every action of moderation, roles and data protection. Rows are only added. Each hash includes the hash of the row before.
CREATE TABLE IF NOT EXISTS log_entry (
    -- Starts at 1, without gaps.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    made_at DATETIME(6) NOT NULL,
    act VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The person who acted, and the person concerned. NULL for the program or its operator, and for no one.
    actor BINARY(16) NULL,
    subject BINARY(16) NULL,
    -- Codes and numbers only, never text that someone wrote.
    detail VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Hash of the salt and text in log_reason.
    reason BINARY(32) NULL,
    hash BINARY(32) NOT NULL,
    KEY log_entry_subject (subject, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Transactions that add to the log lock its one row until they end.
CREATE TABLE IF NOT EXISTS log_lock (
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
INSERT IGNORE INTO log_lock (id) VALUES (1);

-- The reason in words. It is not part of the chain, so that it can be deleted with the account of the person concerned.
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

-- The cases for moderators: joined reports about one thing, or an appeal.
CREATE TABLE IF NOT EXISTS moderation_case (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('reports', 'appeal') NOT NULL,
    -- The kind of the reported content. It stays when the content is gone.
    thing VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content_id BIGINT UNSIGNED NULL,
    -- Who owns it: the person of a profile, the owner of a listing, the author of a message.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    -- Reports about names that do not exist here are one case, whatever the names. Deleted accounts also leave cases without a person.
    names_nobody BOOLEAN NOT NULL DEFAULT FALSE,
    -- For an appeal: the decision that it is against.
    against_id BIGINT UNSIGNED NULL,
    is_emergency BOOLEAN NOT NULL DEFAULT FALSE,
    opened_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6) NULL,
    claimed_by BIGINT UNSIGNED NULL,
    claimed_at DATETIME(6) NULL,
    -- When the fallback contact was notified that no moderator may handle the case.
    fallback_at DATETIME(6) NULL,
    KEY moderation_case_queue (closed_at, is_emergency, opened_at, id),
    KEY moderation_case_person (person_id, id),
    KEY moderation_case_organization (organization_id, id),
    KEY moderation_case_content (content_id),
    KEY moderation_case_claimed (claimed_by),
    UNIQUE KEY moderation_case_against (against_id),
    CONSTRAINT moderation_case_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_content FOREIGN KEY (content_id) REFERENCES content (id) ON DELETE SET NULL,
    CONSTRAINT moderation_case_claimed FOREIGN KEY (claimed_by) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS report (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    -- The reporter: a person, or a visitor by the SHA-256 of a cookie. Both are NULL if a word list found it.
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

-- The content at the time of the report. It is deleted with the account of its owner.
CREATE TABLE IF NOT EXISTS report_evidence (
    report_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NULL,
    -- JSON: a list of parts, each with its text and language.
    parts MEDIUMTEXT NOT NULL,
    KEY report_evidence_person (person_id),
    CONSTRAINT report_evidence_report FOREIGN KEY (report_id) REFERENCES report (id) ON DELETE CASCADE,
    CONSTRAINT report_evidence_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Notes of moderators about a case, and to whom a case was escalated.
CREATE TABLE IF NOT EXISTS case_note (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    author_id BIGINT UNSIGNED NULL,
    -- The person the case is about. The note is deleted with that account.
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

-- People who may not handle a case because of exchanges that no longer show who the other side was.
CREATE TABLE IF NOT EXISTS case_conflict (
    case_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (case_id, person_id),
    KEY case_conflict_person (person_id),
    CONSTRAINT case_conflict_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT case_conflict_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS decision (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NULL,
    kind ENUM('no-action', 'advice', 'hide', 'remove', 'limit', 'suspend-until', 'suspend', 'erase') NOT NULL,
    -- The kind of the content, and the content while it exists.
    thing VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content_id BIGINT UNSIGNED NULL,
    -- The person or organization to which the decision is addressed.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    until_at DATETIME(6) NULL,
    decided_by BIGINT UNSIGNED NULL,
    decided_at DATETIME(6) NOT NULL,
    -- When the person could first read the decision, if that was later than the decision. The time to appeal begins then.
    told_at DATETIME(6) NULL,
    -- The entry in the log, which has the reason.
    entry_id BIGINT UNSIGNED NOT NULL,
    undone_at DATETIME(6) NULL,
    undone_by BIGINT UNSIGNED NULL,
    -- When the removed content was permanently deleted.
    erased_at DATETIME(6) NULL,
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY decision_form_key (form_key),
    KEY decision_case (case_id),
    KEY decision_content (content_id),
    KEY decision_person (person_id, kind, undone_at),
    KEY decision_organization (organization_id),
    KEY decision_decided_by (decided_by),
    KEY decision_undone_by (undone_by),
    KEY decision_due (kind, undone_at, until_at),
    KEY decision_entry (entry_id),
    KEY decision_decided_at (decided_at),
    CONSTRAINT decision_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE SET NULL,
    CONSTRAINT decision_content FOREIGN KEY (content_id) REFERENCES content (id) ON DELETE SET NULL,
    CONSTRAINT decision_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT decision_decided_by FOREIGN KEY (decided_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_undone_by FOREIGN KEY (undone_by) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT decision_entry FOREIGN KEY (entry_id) REFERENCES log_entry (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Cases and decisions refer to each other.
ALTER TABLE moderation_case ADD FOREIGN KEY IF NOT EXISTS moderation_case_against (against_id) REFERENCES decision (id) ON DELETE CASCADE;

-- An appeal against a decision, at most one per decision, and its result.
CREATE TABLE IF NOT EXISTS appeal (
    case_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    decision_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    text VARCHAR(4000) NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL,
    -- 'kept': the decision was upheld. 'undone': it was reversed.
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

-- Words that bring a text to the attention of moderators. They never change or delete a text.
CREATE TABLE IF NOT EXISTS flag_word (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- As typed, and folded like all searched text. Matches the beginnings of words.
    word VARCHAR(100) NOT NULL,
    folded VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
    added_by BIGINT UNSIGNED NULL,
    added_at DATETIME(6) NOT NULL,
    UNIQUE KEY flag_word_folded (folded),
    KEY flag_word_added_by (added_by),
    CONSTRAINT flag_word_added_by FOREIGN KEY (added_by) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A person who was responsible for the content of a case and has since deleted the account. A case that is open then stays open for a limited time. What is
-- kept for it names no one.
CREATE TABLE IF NOT EXISTS erased_case (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    -- The keyed hash of the central id, as in "sanction".
    person BINARY(32) NOT NULL,
    -- True when the case was about this person or their own content. False when they were one of several responsible people.
    is_owner BOOLEAN NOT NULL,
    -- Who could see the profile. No one else is told that the account was here.
    seen ENUM('public', 'members', 'hidden') NOT NULL,
    erased_at DATETIME(6) NOT NULL,
    -- The decision about this person, if there is one.
    decision_id BIGINT UNSIGNED NULL,
    UNIQUE KEY erased_case_person (person, case_id),
    KEY erased_case_case (case_id),
    KEY erased_case_erased_at (erased_at),
    KEY erased_case_decision (decision_id),
    CONSTRAINT erased_case_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT erased_case_decision FOREIGN KEY (decision_id) REFERENCES decision (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A deleted account that was limited or suspended. The row names no one, and is only found when the same account logs in again.
CREATE TABLE IF NOT EXISTS sanction (
    -- HMAC-SHA-256 of the central id, with the secret "sanction" as the key.
    person BINARY(32) NOT NULL,
    kind ENUM('limited', 'suspended') NOT NULL,
    until_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person, kind),
    KEY sanction_until (until_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
