-- Organizations as parties of exchanges, and removed organizations.

-- The side for which something was written. Its author may no longer represent that side.
ALTER TABLE exchange_message ADD COLUMN IF NOT EXISTS side ENUM('proposer', 'recipient') NULL AFTER author_id;
UPDATE exchange_message m JOIN exchange e ON e.id = m.exchange_id SET m.side = IF(m.author_id <=> e.proposer_person_id, 'proposer', 'recipient')
    WHERE m.side IS NULL;
ALTER TABLE exchange_message MODIFY COLUMN side ENUM('proposer', 'recipient') NOT NULL;

ALTER TABLE exchange_outcome ADD COLUMN IF NOT EXISTS side ENUM('proposer', 'recipient') NULL AFTER person_id;
UPDATE exchange_outcome o JOIN exchange e ON e.id = o.exchange_id SET o.side = IF(o.person_id <=> e.proposer_person_id, 'proposer', 'recipient')
    WHERE o.side IS NULL;
ALTER TABLE exchange_outcome MODIFY COLUMN side ENUM('proposer', 'recipient') NOT NULL;

ALTER TABLE exchange
    ADD KEY IF NOT EXISTS exchange_proposer_organization (proposer_organization_id, state, changed_at),
    ADD KEY IF NOT EXISTS exchange_recipient_organization (recipient_organization_id, state, changed_at),
    ADD KEY IF NOT EXISTS exchange_proposed_organization (proposer_organization_id, proposed_at);
ALTER TABLE exchange ADD FOREIGN KEY IF NOT EXISTS exchange_proposer_organization (proposer_organization_id) REFERENCES organization (id) ON DELETE SET NULL;
ALTER TABLE exchange ADD FOREIGN KEY IF NOT EXISTS exchange_recipient_organization (recipient_organization_id) REFERENCES organization (id) ON DELETE SET NULL;

-- Only the change shows who proposed in the name of an organization.
ALTER TABLE exchange_change ADD KEY IF NOT EXISTS exchange_change_author_state (author_id, state, changed_at);

-- A message to an organization is delivered to each manager in the way that the manager chose.
ALTER TABLE delivery ADD UNIQUE KEY IF NOT EXISTS delivery_message_recipient (message_id, recipient_id);
ALTER TABLE delivery DROP KEY IF EXISTS delivery_message;

-- 'removed': refused or removed by a curator. The row keeps only the address, which is never given again.
ALTER TABLE organization MODIFY COLUMN state ENUM('proposed', 'confirmed', 'merged', 'removed') NOT NULL DEFAULT 'proposed';

-- For something that no longer exists: its name, and why it was removed.
ALTER TABLE notice ADD COLUMN IF NOT EXISTS name VARCHAR(200) NULL;
ALTER TABLE notice ADD COLUMN IF NOT EXISTS word VARCHAR(500) NULL;
