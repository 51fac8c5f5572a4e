-- The ledger: headers and bodies are added, never changed. `ledger_id` leads every key.

CREATE TABLE ledger_head (
    ledger_id          text PRIMARY KEY,
    clock              text NOT NULL CHECK (clock IN ('REAL', 'SIMULATED')),
    position           bigint NOT NULL DEFAULT 0,
    recorded_at        timestamptz NOT NULL DEFAULT 'epoch',
    projection_version integer NOT NULL
);
COMMENT ON TABLE ledger_head IS 'One row per ledger; locked while entries are appended, so positions have no gap.';

CREATE TABLE entry_header (
    ledger_id   text NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    header      bytea NOT NULL,
    leaf        bytea NOT NULL,
    PRIMARY KEY (ledger_id, position)
);
CREATE INDEX entry_header_recorded_at ON entry_header (ledger_id, recorded_at, position);

CREATE TABLE entry_body (
    ledger_id text NOT NULL,
    position  bigint NOT NULL,
    type      text NOT NULL,
    level     smallint NOT NULL,
    tags      text[] NOT NULL,
    body      bytea NOT NULL,
    PRIMARY KEY (ledger_id, position)
);
COMMENT ON COLUMN entry_body.level IS 'Visibility: 0 public to 3 restricted; said in the body too, where it is hashed.';

CREATE TABLE entry_tag (
    ledger_id text NOT NULL,
    tag       text NOT NULL,
    position  bigint NOT NULL,
    type      text NOT NULL,
    PRIMARY KEY (ledger_id, tag, position) INCLUDE (type)
);

CREATE TABLE command (
    ledger_id      text NOT NULL,
    id             text NOT NULL,
    digest         bytea NOT NULL,
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL,
    outcome        bytea NOT NULL,
    PRIMARY KEY (ledger_id, id)
);
CREATE INDEX command_last_position ON command (ledger_id, last_position);
COMMENT ON TABLE command IS
    'What was done under each command id, for retries. Without entries, first_position is last_position + 1.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'greffe: % on % is refused: what is recorded is never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['entry_header', 'entry_body', 'entry_tag', 'command'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only_truncate', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO greffe_app', name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON ledger_head TO greffe_app;
