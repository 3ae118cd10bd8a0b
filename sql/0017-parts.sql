-- Who sees each part of a profile: never more than may see the profile.

ALTER TABLE person ADD COLUMN IF NOT EXISTS about_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS territories_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS languages_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS affiliations_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
ALTER TABLE person ADD COLUMN IF NOT EXISTS exchanges_seen ENUM('profile', 'members', 'nobody') NOT NULL DEFAULT 'profile';
