-- Addresses can be typed in any script. Comparing such text with an ASCII column was a database error instead of "not found".

ALTER TABLE organization MODIFY COLUMN slug VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
