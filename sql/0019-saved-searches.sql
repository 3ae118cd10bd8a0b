-- Searches that a person keeps, to open them again. Only that person sees them.

CREATE TABLE IF NOT EXISTS saved_search (
    -- The id of the content.
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    person_id BIGINT UNSIGNED NOT NULL,
    -- The kind of content that the list shows: a code of CapX.Data.Content.ContentKind.
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The query string of the list, without "?". Empty for the whole list.
    query VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(200) NOT NULL,
    saved_at DATETIME(6) NOT NULL,
    UNIQUE KEY saved_search_search (person_id, kind, query),
    CONSTRAINT saved_search_content FOREIGN KEY (id) REFERENCES content (id) ON DELETE CASCADE,
    CONSTRAINT saved_search_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
