-- Content that is permanently deleted, and suggestions that can be reported.

ALTER TABLE decision
    MODIFY COLUMN kind ENUM('no-action', 'advice', 'hide', 'remove', 'limit', 'suspend-until', 'suspend', 'erase') NOT NULL,
    MODIFY COLUMN thing ENUM('person', 'organization', 'listing', 'event', 'message', 'suggestion') NOT NULL;

ALTER TABLE moderation_case
    MODIFY COLUMN thing ENUM('person', 'organization', 'listing', 'event', 'message', 'suggestion') NOT NULL,
    ADD COLUMN IF NOT EXISTS suggestion_id BIGINT UNSIGNED NULL AFTER message_id,
    ADD KEY IF NOT EXISTS moderation_case_suggestion (suggestion_id);
ALTER TABLE moderation_case ADD FOREIGN KEY IF NOT EXISTS moderation_case_suggestion (suggestion_id) REFERENCES capacity_suggestion (id) ON DELETE SET NULL;

-- 'hidden': only its author sees it. 'removed': no one sees it, and it is deleted after 30 days.
ALTER TABLE capacity_suggestion ADD COLUMN IF NOT EXISTS moderated ENUM('hidden', 'removed') NULL AFTER state;
