-- A case that is open when an account is deleted stays open for a limited time. What is kept for it names no one.

-- A person who was responsible for the content of a case and has since deleted the account.
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

-- People who may not handle a case because of exchanges that no longer show who the other side was.
CREATE TABLE IF NOT EXISTS case_conflict (
    case_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (case_id, person_id),
    KEY case_conflict_person (person_id),
    CONSTRAINT case_conflict_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT case_conflict_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- When the person could first read the decision, if that was later than the decision. The time to appeal begins then.
ALTER TABLE decision ADD COLUMN IF NOT EXISTS told_at DATETIME(6) NULL AFTER decided_at;
