-- Who finds an entry is read from the index alone, so that the many events that are over are counted and put in order without reading their words.

ALTER TABLE catalogue ADD KEY IF NOT EXISTS catalogue_seen (kind, ends_at, visibility, owner_id, starts_at, thing_id);
ALTER TABLE catalogue DROP KEY IF EXISTS catalogue_ends;
