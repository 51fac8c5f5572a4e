-- The index of the audit trail: under which keys an entry is found (a tag, a kind of fact, an act, an author, a month of
-- effect, a word), for whom. `level` leads the position, so that whoever may not read an entry never comes across it.
-- A plain log, made of the entries and made anew by `greffe rebuild`; it answers no "as known at".
CREATE TABLE trail_key (
    ledger_id text NOT NULL,
    key       text NOT NULL COLLATE "C",
    level     smallint NOT NULL,
    position  bigint NOT NULL,
    PRIMARY KEY (ledger_id, key, level, position)
);
COMMENT ON COLUMN trail_key.level IS 'Who reads the entry by now: its visibility, or that of its widest disclosure.';
GRANT SELECT, INSERT, DELETE ON trail_key TO greffe_app;
