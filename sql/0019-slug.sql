-- The address of a page is what somebody typed, in any script: compared with a column of ASCII it was an error of the database, not an address that is none.

ALTER TABLE organization MODIFY COLUMN slug VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
