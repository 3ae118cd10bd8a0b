-- A case that is open when an account is erased stays open for a while; nobody is named in what is kept for that.

-- Somebody who was responsible for what a case is about, and has erased the account since.
CREATE TABLE IF NOT EXISTS erased_case (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT UNSIGNED NOT NULL,
    -- The keyed hash of the central id, as in "sanction".
    person BINARY(32) NOT NULL,
    -- The case was about this person or their own content; else they were one of several responsible people.
    is_owner BOOLEAN NOT NULL,
    -- Who could see the profile: nobody else is told that the account was here.
    seen ENUM('public', 'members', 'hidden') NOT NULL,
    erased_at DATETIME(6) NOT NULL,
    -- What was decided about this person since.
    decision_id BIGINT UNSIGNED NULL,
    UNIQUE KEY erased_case_person (person, case_id),
    KEY erased_case_case (case_id),
    KEY erased_case_erased_at (erased_at),
    KEY erased_case_decision (decision_id),
    CONSTRAINT erased_case_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT erased_case_decision FOREIGN KEY (decision_id) REFERENCES decision (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who may not handle a case because of exchanges that no longer say with whom they were.
CREATE TABLE IF NOT EXISTS case_conflict (
    case_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (case_id, person_id),
    KEY case_conflict_person (person_id),
    CONSTRAINT case_conflict_case FOREIGN KEY (case_id) REFERENCES moderation_case (id) ON DELETE CASCADE,
    CONSTRAINT case_conflict_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- When the person could first read it, where that was later than the decision: the time to appeal begins then.
ALTER TABLE decision ADD COLUMN IF NOT EXISTS told_at DATETIME(6) NULL AFTER decided_at;
