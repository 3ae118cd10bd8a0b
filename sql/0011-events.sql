-- Meetings that people can join, who organizes them, and who comes.

CREATE TABLE IF NOT EXISTS event (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    text TEXT NULL,
    -- Of title and text.
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind ENUM('online', 'in-person', 'both') NOT NULL,
    methods SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    -- UTC, and the IANA zone in which the organizers mean it.
    starts_at DATETIME(6) NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    zone VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    place VARCHAR(500) NULL,
    -- For organizers and for who is registered, for nobody else.
    joining_link VARCHAR(500) NULL,
    -- The event's page on a wiki.
    wiki_page VARCHAR(500) NULL,
    registration ENUM('tool', 'wiki', 'none') NOT NULL,
    -- How many can be registered; null where there is no limit.
    seats INT UNSIGNED NULL,
    -- Of one person's event nobody sees more than of that person.
    visibility ENUM('public', 'members') NOT NULL DEFAULT 'members',
    state ENUM('planned', 'cancelled') NOT NULL DEFAULT 'planned',
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    -- Counts changes; a save that started from an older number is refused. Calendars know by it which of two files is the newer.
    version INT UNSIGNED NOT NULL DEFAULT 1,
    -- The one-time key of the form: sent again, it finds the event that it made.
    form_key BINARY(16) NOT NULL,
    UNIQUE KEY event_form_key (form_key),
    KEY event_starts (state, starts_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS event_capacity (
    event_id BIGINT UNSIGNED NOT NULL,
    capacity_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (event_id, capacity_id),
    KEY event_capacity_capacity (capacity_id),
    CONSTRAINT event_capacity_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_capacity_capacity FOREIGN KEY (capacity_id) REFERENCES capacity (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The languages in which it is held.
CREATE TABLE IF NOT EXISTS event_language (
    event_id BIGINT UNSIGNED NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (event_id, language),
    CONSTRAINT event_language_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Persons, and organizations, whose managers speak for them: exactly one of the two is set. There is always at least one.
CREATE TABLE IF NOT EXISTS event_organizer (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NULL,
    organization_id BIGINT UNSIGNED NULL,
    UNIQUE KEY event_organizer_person (event_id, person_id),
    UNIQUE KEY event_organizer_organization (event_id, organization_id),
    KEY event_organizer_of_person (person_id),
    KEY event_organizer_of_organization (organization_id),
    CONSTRAINT event_organizer_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_organizer_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT event_organizer_organization FOREIGN KEY (organization_id) REFERENCES organization (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Who comes, and who waits for a place, in the order of registered_at and id.
CREATE TABLE IF NOT EXISTS event_registration (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL,
    state ENUM('registered', 'waiting') NOT NULL,
    registered_at DATETIME(6) NOT NULL,
    -- When the reminder was given, or was not needed any more.
    reminded_at DATETIME(6) NULL,
    UNIQUE KEY event_registration_person (event_id, person_id),
    KEY event_registration_order (event_id, state, registered_at, id),
    KEY event_registration_of_person (person_id, state),
    CONSTRAINT event_registration_event FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_registration_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What somebody who took part learned; it outlives the event.
CREATE TABLE IF NOT EXISTS event_learned (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BIGINT UNSIGNED NULL,
    -- As the event was called; null where its only organizer erased the account.
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

-- A notice can be about an event; of a deleted one it keeps the title.
ALTER TABLE notice ADD COLUMN IF NOT EXISTS event_id BIGINT UNSIGNED NULL;
ALTER TABLE notice ADD COLUMN IF NOT EXISTS event_title VARCHAR(200) NULL;
ALTER TABLE notice ADD KEY IF NOT EXISTS notice_event (event_id);
ALTER TABLE notice ADD FOREIGN KEY IF NOT EXISTS notice_event (event_id) REFERENCES event (id) ON DELETE CASCADE;
