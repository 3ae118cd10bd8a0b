-- Messages that are sent through the wiki, in the name of their author.

-- The tokens of the second consumer: encrypted, and only for people who chose to send through the wiki.
CREATE TABLE IF NOT EXISTS wiki_token (
    person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    access_token BLOB NOT NULL,
    refresh_token BLOB NULL,
    expires_at DATETIME(6) NOT NULL,
    granted_at DATETIME(6) NOT NULL,
    KEY wiki_token_expires_at (expires_at),
    CONSTRAINT wiki_token_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- One row per delivery. A worker takes it under a lease ('sending'), and writes begun_at right before it calls the wiki. When a lease ends without begun_at,
-- nothing was sent. With it, the message may have been sent. All rows with the same lease key go out as one email or one edit.
-- channel and talk_instead are what the sender was told. The recipient's choice is checked again before sending.
CREATE TABLE IF NOT EXISTS delivery (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sender_id BIGINT UNSIGNED NOT NULL,
    recipient_id BIGINT UNSIGNED NOT NULL,
    exchange_id BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    channel ENUM('mail', 'talk') NOT NULL,
    talk_instead BOOLEAN NOT NULL,
    state ENUM('queued', 'sending', 'sent', 'failed') NOT NULL DEFAULT 'queued',
    -- A code of CapX.Data.Exchanges.DeliveryReason, if the delivery failed or is waiting.
    reason VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    attempts TINYINT UNSIGNED NOT NULL DEFAULT 0,
    queued_at DATETIME(6) NOT NULL,
    next_try_at DATETIME(6) NOT NULL,
    lease_key BINARY(16) NULL,
    lease_until DATETIME(6) NULL,
    begun_at DATETIME(6) NULL,
    ended_at DATETIME(6) NULL,
    -- A message to an organization is delivered to each manager in the way that the manager chose.
    UNIQUE KEY delivery_message_recipient (message_id, recipient_id),
    KEY delivery_waiting (state, next_try_at),
    KEY delivery_lease (lease_key),
    KEY delivery_sender (sender_id, state),
    KEY delivery_recipient (recipient_id),
    KEY delivery_exchange (exchange_id),
    KEY delivery_ended (state, ended_at),
    CONSTRAINT delivery_sender FOREIGN KEY (sender_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT delivery_recipient FOREIGN KEY (recipient_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT delivery_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT delivery_message FOREIGN KEY (message_id) REFERENCES exchange_message (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
