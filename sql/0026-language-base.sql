-- Of which language a code is a variant (another script, region, spelling); null for a language. A base has no base. Comes from sql/data/languages.json.
ALTER TABLE language ADD COLUMN IF NOT EXISTS base VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER code;
