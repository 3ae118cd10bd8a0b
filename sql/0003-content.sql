-- What people make and others see: one row for each profile, organization, listing, event, message and suggestion. Everything that works on all kinds of
-- content refers to it. Deleting the row deletes the content.

CREATE TABLE IF NOT EXISTS content (
    -- Also the id in the table of the kind. Only people have another id there.
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- A code of CapX.Data.Content.ContentKind.
    kind VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
