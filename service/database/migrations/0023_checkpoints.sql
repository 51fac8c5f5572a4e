-- What each log said of itself, which keys it says it with, and which witnesses saw that it kept its word. All of it is
-- public, and none of it is ever changed. The private key is in no table: it is a file of the process that signs.
CREATE TABLE signing_key (
    name       text NOT NULL,
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    since      timestamptz NOT NULL,
    succession text,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (name, public_key)
);
COMMENT ON COLUMN signing_key.succession IS 'The note by which the key before it named it as its successor; none for the first.';

CREATE TABLE checkpoint (
    ledger_id text NOT NULL,
    size      bigint NOT NULL CHECK (size > 0),
    vkey      text NOT NULL,
    origin    text NOT NULL,
    root      bytea NOT NULL CHECK (octet_length(root) = 32),
    note      text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (ledger_id, size, vkey)
);
COMMENT ON COLUMN checkpoint.vkey IS 'The key that signed it. After a change of keys the same size is signed once more.';

CREATE TABLE cosignature (
    ledger_id    text NOT NULL,
    size         bigint NOT NULL,
    origin       text NOT NULL,
    vkey         text NOT NULL,
    witnessed_at timestamptz NOT NULL,
    line         text NOT NULL,
    received_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (ledger_id, size, origin, vkey)
);
COMMENT ON TABLE cosignature IS 'The first cosignature of each witness for a size; it holds for every checkpoint of that text.';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['signing_key', 'checkpoint', 'cosignature'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only_truncate', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO greffe_app', name);
    END LOOP;
END $$;
