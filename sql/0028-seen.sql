-- An index with all columns for finding entries, so that many past events can be counted and sorted without reading their words.

ALTER TABLE catalogue ADD KEY IF NOT EXISTS catalogue_seen (kind, ends_at, visibility, owner_id, starts_at, thing_id);
ALTER TABLE catalogue DROP KEY IF EXISTS catalogue_ends;
