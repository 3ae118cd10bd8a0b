-- What has told what it had to is deleted after a while; each of the three questions by its own index, as the hourly cleanup asks them.

ALTER TABLE notice
    ADD INDEX IF NOT EXISTS notice_read (read_at),
    ADD INDEX IF NOT EXISTS notice_due_at (due_at);

ALTER TABLE delivery
    ADD INDEX IF NOT EXISTS delivery_ended (state, ended_at);
