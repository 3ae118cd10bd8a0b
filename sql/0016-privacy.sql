-- Indexes for data that is deleted after its retention period, including the time of the last login.

ALTER TABLE person MODIFY COLUMN signed_in_at DATETIME(6) NULL;
ALTER TABLE person ADD KEY IF NOT EXISTS person_signed_in_at (signed_in_at);
ALTER TABLE wiki_token ADD KEY IF NOT EXISTS wiki_token_expires_at (expires_at);
