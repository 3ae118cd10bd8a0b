-- What a person or an organization posts: an ask, an offer, a service or a resource.

CREATE TABLE IF NOT EXISTS listing (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- Whose it is: exactly one of the two is set.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    kind ENUM('ask', 'offer', 'service', 'resource') NOT NULL,
    -- Of a resource only: its kind, a code of CapX.Data.Listings.ResourceKind.
    resource VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    title VARCHAR(200) NOT NULL,
    text TEXT NULL,
    -- Of title and text.
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Never seen by more than may see the person whose it is.
    visibility ENUM('public', 'members') NOT NULL DEFAULT 'members',
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    -- Online, or wherever somebody is.
    anywhere BOOLEAN NOT NULL DEFAULT FALSE,
    link VARCHAR(500) NULL,
    -- By which two links are seen to lead to the same page (CapX.Data.WebLink.Key).
    link_key VARCHAR(500) COLLATE utf8mb4_bin NULL,
    -- Of learning material only: codes.
    licence VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    format VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- The last day on which it is open, in UTC.
    open_until DATE NULL,
    state ENUM('open', 'closed', 'expired') NOT NULL DEFAULT 'open',
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Counts saves; a save that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form: sent again, it finds the listing that it made.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY listing_form_key (form_key),
    KEY listing_person (person_id, created_at),
    KEY listing_organization (organization_id, created_at),
    KEY listing_open_until (state, open_until),
    KEY listing_link (link_key(190)),
    CONSTRAINT listing_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT listing_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS listing_capacity (
    listing_id BIGINT UNSIGNED NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (listing_id, capacity_id),
    KEY listing_capacity_capacity (capacity_id),
    CONSTRAINT listing_capacity_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE,
    CONSTRAINT listing_capacity_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS listing_territory (
    listing_id BIGINT UNSIGNED NOT NULL,
    territory CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (listing_id, territory),
    CONSTRAINT listing_territory_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The languages in which it can happen, or in which a resource is.
CREATE TABLE IF NOT EXISTS listing_language (
    listing_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (listing_id, language),
    CONSTRAINT listing_language_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who needs this too.
CREATE TABLE IF NOT EXISTS listing_need (
    listing_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    since_at DATETIME(6) NOT NULL,
    PRIMARY KEY (listing_id, person_id),
    KEY listing_need_person (person_id),
    CONSTRAINT listing_need_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE,
    CONSTRAINT listing_need_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- A notice can be about a listing.
ALTER TABLE notice ADD COLUMN IF NOT EXISTS listing_id BIGINT UNSIGNED NULL;
ALTER TABLE notice ADD KEY IF NOT EXISTS notice_listing (listing_id);
ALTER TABLE notice ADD FOREIGN KEY IF NOT EXISTS notice_listing (listing_id) REFERENCES listing (id) ON DELETE CASCADE;

-- An exchange can come from a listing; it outlives it.
ALTER TABLE exchange ADD COLUMN IF NOT EXISTS listing_id BIGINT UNSIGNED NULL;
ALTER TABLE exchange ADD KEY IF NOT EXISTS exchange_listing (listing_id);
ALTER TABLE exchange ADD FOREIGN KEY IF NOT EXISTS exchange_listing (listing_id) REFERENCES listing (id) ON DELETE SET NULL;
