-- One agenda for every noun: what is due, in the order of its dates.
SELECT create_noun('deadline', '{}');
ALTER TABLE deadline ADD COLUMN due text NOT NULL COLLATE "C", ADD COLUMN kind text NOT NULL,
                     ADD COLUMN organization text, ADD COLUMN person text;
CREATE INDEX ON deadline (ledger_id, due, subject COLLATE "C", key COLLATE "C");
