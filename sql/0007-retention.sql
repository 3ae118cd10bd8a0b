-- Indexes for the hourly deletion of old notifications and deliveries, one for each of its three statements.

ALTER TABLE notice
    ADD INDEX IF NOT EXISTS notice_read (read_at),
    ADD INDEX IF NOT EXISTS notice_due_at (due_at);

ALTER TABLE delivery
    ADD INDEX IF NOT EXISTS delivery_ended (state, ended_at);
