-- Secrets are encrypted with CAPX_KEY, which is not in the database. The encrypted value is longer. The server encrypts existing secrets when it starts.
ALTER TABLE secret MODIFY COLUMN value VARBINARY(255) NOT NULL;

-- The key for hashes of deleted accounts is no longer used for sanctions only.
UPDATE secret SET name = 'person' WHERE name = 'sanction';
