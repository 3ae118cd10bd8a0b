-- Exchanges between two parties, from the first message to the outcome.

-- A party is a person, or an organization represented by its managers. Exactly one of the two columns is set while the party exists.
-- When an account is deleted, its columns become NULL. The other side keeps its own record.
CREATE TABLE IF NOT EXISTS exchange (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    proposer_person_id BIGINT UNSIGNED NULL,
    proposer_organization_id BIGINT UNSIGNED NULL,
    recipient_person_id BIGINT UNSIGNED NULL,
    recipient_organization_id BIGINT UNSIGNED NULL,
    -- 'ask': the proposer wants to learn; 'offer': the proposer wants to help.
    kind ENUM('ask', 'offer') NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    -- The listing that it came from. The exchange stays when the listing is deleted.
    listing_id BIGINT UNSIGNED NULL,
    -- One method, as a bit in the order of CapX.Data.Methods. 0 for any method.
    method SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    hope VARCHAR(1000) NULL,
    gives VARCHAR(1000) NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    state ENUM('proposed', 'accepted', 'under-way', 'done', 'documented', 'declined', 'withdrawn', 'expired', 'called-off') NOT NULL DEFAULT 'proposed',
    proposed_at DATETIME(6) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    -- The one-time key of the form. When the form is sent again, the key finds the existing exchange.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY exchange_form_key (form_key),
    KEY exchange_proposer (proposer_person_id, state, changed_at),
    KEY exchange_recipient (recipient_person_id, state, changed_at),
    KEY exchange_proposed (proposer_person_id, proposed_at),
    KEY exchange_state (state, proposed_at),
    KEY exchange_capacity (capacity_id),
    KEY exchange_listing (listing_id),
    KEY exchange_proposer_organization (proposer_organization_id, state, changed_at),
    KEY exchange_recipient_organization (recipient_organization_id, state, changed_at),
    KEY exchange_proposed_organization (proposer_organization_id, proposed_at),
    CONSTRAINT exchange_proposer FOREIGN KEY (proposer_person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT exchange_proposer_organization FOREIGN KEY (proposer_organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT exchange_recipient FOREIGN KEY (recipient_person_id) REFERENCES person (id) ON DELETE SET NULL,
    CONSTRAINT exchange_recipient_organization FOREIGN KEY (recipient_organization_id) REFERENCES organization (id) ON DELETE SET NULL,
    CONSTRAINT exchange_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id),
    CONSTRAINT exchange_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every change of state, with its author. The author is NULL for expiry and for deleted accounts.
CREATE TABLE IF NOT EXISTS exchange_change (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    exchange_id BIGINT UNSIGNED NOT NULL,
    state ENUM('proposed', 'accepted', 'under-way', 'done', 'documented', 'declined', 'withdrawn', 'expired', 'called-off') NOT NULL,
    author_id BIGINT UNSIGNED NULL,
    word VARCHAR(500) NULL,
    changed_at DATETIME(6) NOT NULL,
    KEY exchange_change_exchange (exchange_id, id),
    KEY exchange_change_author (author_id),
    -- Only the change shows who proposed in the name of an organization.
    KEY exchange_change_author_state (author_id, state, changed_at),
    CONSTRAINT exchange_change_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT exchange_change_author FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS exchange_message (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    exchange_id BIGINT UNSIGNED NOT NULL,
    author_id BIGINT UNSIGNED NOT NULL,
    -- The side for which it was written. Its author may no longer represent that side.
    side ENUM('proposer', 'recipient') NOT NULL,
    text VARCHAR(4000) NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- 'hidden': only its author sees it. 'removed': no one sees it, and it is deleted after 30 days.
    moderated ENUM('hidden', 'removed') NULL,
    sent_at DATETIME(6) NOT NULL,
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY exchange_message_form_key (form_key),
    KEY exchange_message_exchange (exchange_id, id),
    KEY exchange_message_author (author_id),
    CONSTRAINT exchange_message_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT exchange_message_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT exchange_message_author FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The last message that someone has read.
CREATE TABLE IF NOT EXISTS exchange_reading (
    exchange_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (exchange_id, person_id),
    KEY exchange_reading_person (person_id),
    CONSTRAINT exchange_reading_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT exchange_reading_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The outcome, as each side describes it.
CREATE TABLE IF NOT EXISTS exchange_outcome (
    exchange_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    -- The side for which it was written. Its author may no longer represent that side.
    side ENUM('proposer', 'recipient') NOT NULL,
    happened BOOLEAN NOT NULL,
    hours DECIMAL(5,1) UNSIGNED NULL,
    method SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    satisfaction TINYINT UNSIGNED NULL,
    learned VARCHAR(2000) NULL,
    taught_back VARCHAR(2000) NULL,
    may_quote BOOLEAN NOT NULL DEFAULT FALSE,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    written_at DATETIME(6) NOT NULL,
    PRIMARY KEY (exchange_id, person_id),
    KEY exchange_outcome_person (person_id),
    CONSTRAINT exchange_outcome_exchange FOREIGN KEY (exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
    CONSTRAINT exchange_outcome_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
