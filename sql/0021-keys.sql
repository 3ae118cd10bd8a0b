-- Secrets are encrypted by CAPX_KEY, which is not in the database: what is stored is an envelope, longer than the secret. The server encrypts what is here when it starts.
ALTER TABLE secret MODIFY COLUMN value VARBINARY(255) NOT NULL;

-- The key of hashes of erased accounts serves more than sanctions.
UPDATE secret SET name = 'person' WHERE name = 'sanction';
