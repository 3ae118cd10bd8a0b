-- Listings of people and organizations: requests, offers, services and resources.

CREATE TABLE IF NOT EXISTS listing (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    -- The owner. Exactly one of the two columns is set.
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    kind ENUM('ask', 'offer', 'service', 'resource') NOT NULL,
    -- Only for resources: a code of CapX.Data.Listings.ResourceKind.
    resource VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    title VARCHAR(200) NOT NULL,
    text TEXT NULL,
    -- The language of title and text.
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- No one sees a listing of a person who may not see the person.
    visibility ENUM('public', 'members') NOT NULL DEFAULT 'members',
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    -- Online, or in any place.
    anywhere BOOLEAN NOT NULL DEFAULT FALSE,
    link VARCHAR(500) NULL,
    -- Two links with the same key lead to the same page (CapX.Data.WebLink.Key).
    link_key VARCHAR(500) COLLATE utf8mb4_bin NULL,
    -- Only for learning material: codes.
    licence VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    format VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- The last day on which the listing is open, in UTC.
    open_until DATE NULL,
    state ENUM('open', 'closed', 'expired') NOT NULL DEFAULT 'open',
    -- 'hidden': only its owner sees it. 'removed': no one sees it, and it is deleted after 30 days.
    moderated ENUM('hidden', 'removed') NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Counts saves. A save that started from an older number is refused.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form. When the form is sent again, the key finds the existing listing.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY listing_form_key (form_key),
    KEY listing_person (person_id, created_at),
    KEY listing_organization (organization_id, created_at),
    KEY listing_open_until (state, open_until),
    KEY listing_link (link_key(190)),
    CONSTRAINT listing_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
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

-- The possible languages of the exchange, or the languages of a resource.
CREATE TABLE IF NOT EXISTS listing_language (
    listing_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (listing_id, language),
    CONSTRAINT listing_language_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- People who need this too.
CREATE TABLE IF NOT EXISTS listing_need (
    listing_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    since_at DATETIME(6) NOT NULL,
    PRIMARY KEY (listing_id, person_id),
    KEY listing_need_person (person_id),
    CONSTRAINT listing_need_listing FOREIGN KEY (listing_id) REFERENCES listing (id) ON DELETE CASCADE,
    CONSTRAINT listing_need_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
