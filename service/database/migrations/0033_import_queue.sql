-- What an import could not settle by itself: lines that may be one person or another, mandates that a newer file no
-- longer shows. See docs/imports.md and docs/adr/0029.

CREATE TABLE import_queue (
    ledger_id   text NOT NULL,
    id          text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('PERSON', 'NOT_LISTED')),
    file        text NOT NULL,
    line        integer NOT NULL,
    candidates  text[] NOT NULL,
    queued_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    kek         text,
    wrapped     bytea,
    sealed      bytea,
    resolved_at timestamptz,
    resolved_by text,
    outcome     text,
    PRIMARY KEY (ledger_id, id),
    CHECK ((resolved_at IS NULL) = (sealed IS NOT NULL)),
    CHECK ((sealed IS NULL) = (wrapped IS NULL) AND (sealed IS NULL) = (kek IS NULL)),
    CHECK ((resolved_at IS NULL) = (outcome IS NULL))
);
COMMENT ON TABLE import_queue IS
    'Names are sealed under a key of each item, as in the vault; settled, an item keeps neither. Not to be dumped: an '
    'import of the file makes it again.';
CREATE INDEX import_queue_waiting ON import_queue (ledger_id, file, line, id) WHERE resolved_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON import_queue TO greffe_app;

-- What keys the marks by which a person is known again in the next file: never the birth date itself.
INSERT INTO deployment_secret
SELECT 'marks', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
