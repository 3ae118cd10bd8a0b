-- Whoever somebody else names as an organizer of an event is asked first, and is one when they have agreed.

ALTER TABLE event_organizer ADD COLUMN IF NOT EXISTS standing ENUM('organizer', 'invited') NOT NULL DEFAULT 'organizer';
