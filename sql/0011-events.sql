-- Events that people can join, with their organizers and participants.

CREATE TABLE IF NOT EXISTS event (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    text TEXT NULL,
    -- The language of title and text.
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind ENUM('online', 'in-person', 'both') NOT NULL,
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    -- In UTC. zone is the IANA time zone of the event.
    starts_at DATETIME(6) NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    zone VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place VARCHAR(500) NULL,
    -- Visible only to organizers and registered people.
    joining_link VARCHAR(500) NULL,
    -- The page of the event on a wiki.
    wiki_page VARCHAR(500) NULL,
    registration ENUM('tool', 'wiki', 'none') NOT NULL,
    -- The largest number of registered people. NULL for no limit.
    seats INT UNSIGNED NULL,
    -- No one sees an event of a single organizer who may not see the organizer.
    visibility ENUM('public', 'members') NOT NULL DEFAULT 'members',
    state ENUM('planned', 'cancelled') NOT NULL DEFAULT 'planned',
    -- 'hidden': only its owner sees it. 'removed': no one sees it, and it is deleted after 30 days.
    moderated ENUM('hidden', 'removed') NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Counts changes. A save that started from an older number is refused. Calendars use it to recognize the newer of two files.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form. When the form is sent again, the key finds the existing event.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY event_form_key (form_key),
    KEY event_starts (state, starts_at),
    CONSTRAINT event_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS event_capacity (
    event_id BIGINT UNSIGNED NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (event_id, capacity_id),
    KEY event_capacity_capacity (capacity_id),
    CONSTRAINT event_capacity_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_capacity_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The languages of the event.
CREATE TABLE IF NOT EXISTS event_language (
    event_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (event_id, language),
    CONSTRAINT event_language_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- People, and organizations represented by their managers. Exactly one of the two columns is set. There is always at least one organizer.
CREATE TABLE IF NOT EXISTS event_organizer (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    -- A person who is named by someone else is 'invited' first, and becomes an organizer by accepting.
    standing ENUM('organizer', 'invited') NOT NULL DEFAULT 'organizer',
    UNIQUE KEY event_organizer_person (event_id, person_id),
    UNIQUE KEY event_organizer_organization (event_id, organization_id),
    KEY event_organizer_of_person (person_id),
    KEY event_organizer_of_organization (organization_id),
    CONSTRAINT event_organizer_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_organizer_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT event_organizer_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Registered people and the waiting list, in the order of registered_at and id.
CREATE TABLE IF NOT EXISTS event_registration (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    state ENUM('registered', 'waiting') NOT NULL,
    registered_at DATETIME(6) NOT NULL,
    -- When the reminder was sent, or when it was no longer needed.
    reminded_at DATETIME(6) NULL,
    UNIQUE KEY event_registration_person (event_id, person_id),
    KEY event_registration_order (event_id, state, registered_at, id),
    KEY event_registration_of_person (person_id, state),
    CONSTRAINT event_registration_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_registration_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What a participant learned. It stays when the event is deleted.
CREATE TABLE IF NOT EXISTS event_learned (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NULL,
    -- The title of the event. NULL if its only organizer deleted the account.
    event_title VARCHAR(200) NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    text VARCHAR(2000) NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    may_quote BOOLEAN NOT NULL DEFAULT FALSE,
    written_at DATETIME(6) NOT NULL,
    UNIQUE KEY event_learned_event (event_id, person_id),
    KEY event_learned_person (person_id),
    CONSTRAINT event_learned_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE SET NULL,
    CONSTRAINT event_learned_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
