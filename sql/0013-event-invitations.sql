-- A person who is named by someone else as an organizer is invited first, and becomes an organizer by accepting.

ALTER TABLE event_organizer ADD COLUMN IF NOT EXISTS standing ENUM('organizer', 'invited') NOT NULL DEFAULT 'organizer';
