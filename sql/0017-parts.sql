-- Who can see each part of a profile. A part is never visible to more people than the profile.

ALTER TABLE person ADD COLUMN IF NOT EXISTS about_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS territories_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS languages_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS affiliations_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS exchanges_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
