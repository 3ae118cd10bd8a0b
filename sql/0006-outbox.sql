-- What goes out through the wiki, in the name of who wrote it.

-- The second consumer's tokens: encrypted, and only of those who chose to send through the wiki.
CREATE TABLE IF NOT EXISTS wiki_token (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    access_token BLOB NOT NULL,
    refresh_token BLOB NULL,
    expires_at DATETIME(6) NOT NULL,
    granted_at DATETIME(6) NOT NULL,
    CONSTRAINT wiki_token_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row a delivery. 'sending' is taken under a lease. begun_at is written right before the wiki is told to send: when a lease runs out without it, nothing
-- was sent; with it, the message may have been sent. Rows of one lease key go out as one mail or one edit.
-- channel and talk_instead are what the sender was told; the recipient's choice is asked again before sending.
CREATE TABLE IF NOT EXISTS delivery (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sender_id BIGINT UNSIGNED NOT NULL,
    recipient_id BIGINT UNSIGNED NOT NULL,
    exchange_id BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    channel ENUM('mail', 'talk') NOT NULL,
    talk_instead BOOLEAN NOT NULL,
    state ENUM('queued', 'sending', 'sent', 'failed') NOT NULL DEFAULT 'queued',
    -- A code of CapX.Data.Exchanges.DeliveryReason, where it failed or waits.
    reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    attempts TINYINT UNSIGNED NOT NULL DEFAULT 0,
    queued_at DATETIME(6) NOT NULL,
    next_try_at DATETIME(6) NOT NULL,
    lease_key BINARY(16) NULL,
    lease_until DATETIME(6) NULL,
    begun_at DATETIME(6) NULL,
    ended_at DATETIME(6) NULL,
    UNIQUE KEY delivery_message (message_id),
    KEY delivery_waiting (state, next_try_at),
    KEY delivery_lease (lease_key),
    KEY delivery_sender (sender_id, state),
    KEY delivery_recipient (recipient_id),
    KEY delivery_exchange (exchange_id),
    CONSTRAINT delivery_sender FOREIGN KEY (sender_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT delivery_recipient FOREIGN KEY (recipient_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT delivery_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT delivery_message FOREIGN KEY (message_id) REFERENCES exchange_message (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
