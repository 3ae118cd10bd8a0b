-- The language of which a code is a variant (script, region, spelling). NULL for a language. A base has no base itself. From sql/data/languages.json.
ALTER TABLE language ADD COLUMN IF NOT EXISTS base VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER code;
