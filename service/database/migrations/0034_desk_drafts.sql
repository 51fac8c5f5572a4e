-- What clerks are about to record and have not: forms of the desk, kept until they are recorded or given up. Beside the
-- ledgers, never in them. See docs/desk.md and docs/adr/0030.

CREATE TABLE desk_draft (
    ledger_id text NOT NULL,
    id        text NOT NULL,
    form      text NOT NULL,
    version   integer NOT NULL CHECK (version > 0),
    saved_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    saved_by  text NOT NULL,
    kek       text NOT NULL,
    wrapped   bytea NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (ledger_id, id)
);
COMMENT ON TABLE desk_draft IS
    'What was typed may hold names: each draft is sealed under a key of its own, as in the vault. Not to be dumped.';
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON desk_draft TO greffe_app;
