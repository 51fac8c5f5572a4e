-- The audit trail's index by tiles: 256 neighbours, as those of the tree, share one row for each key and level. What is
-- recorded after the last full tile stands in the tail, a row an entry, and is sealed into rows of keys when the tile is
-- full. See docs/adr/0033. Both are made of the entries, and made anew by `greffe rebuild`.
ALTER TABLE trail_key RENAME TO trail_row;
ALTER TABLE trail_row RENAME CONSTRAINT trail_key_pkey TO trail_row_pkey;

CREATE TABLE trail_key (
    ledger_id text NOT NULL,
    key       text NOT NULL COLLATE "C",
    level     smallint NOT NULL,
    tile      integer NOT NULL,
    places    smallint[] NOT NULL,
    PRIMARY KEY (ledger_id, key, level, tile)
);
COMMENT ON COLUMN trail_key.level IS 'Who reads the entries by now: their visibility, or that of their widest disclosure.';
COMMENT ON COLUMN trail_key.tile IS '(position - 1) / 256, of a full tile.';
COMMENT ON COLUMN trail_key.places IS '(position - 1) % 256 of each entry of the tile that bears the key, ascending.';

CREATE TABLE trail_tail (
    ledger_id text NOT NULL,
    level     smallint NOT NULL,
    position  bigint NOT NULL,
    keys      text[] COLLATE "C" NOT NULL,
    PRIMARY KEY (ledger_id, level, position)
);
COMMENT ON TABLE trail_tail IS 'The keys of the entries after the last full tile. A mark that fewer read has a row of its own.';

GRANT SELECT, INSERT, UPDATE, DELETE ON trail_key, trail_tail TO greffe_app;

-- What is there is sorted into its tiles, on the disk where it does not fit into work_mem.
INSERT INTO trail_key (ledger_id, key, level, tile, places)
SELECT r.ledger_id, r.key, r.level, (r.position - 1) / 256, array_agg(((r.position - 1) % 256)::smallint ORDER BY r.position)
FROM trail_row r JOIN ledger_head h USING (ledger_id)
WHERE r.position <= h.position / 256 * 256
GROUP BY r.ledger_id, r.key, r.level, (r.position - 1) / 256
ORDER BY r.ledger_id, r.key, r.level, (r.position - 1) / 256;

INSERT INTO trail_tail (ledger_id, level, position, keys)
SELECT r.ledger_id, r.level, r.position, array_agg(r.key ORDER BY r.key)
FROM trail_row r JOIN ledger_head h USING (ledger_id)
WHERE r.position > h.position / 256 * 256
GROUP BY r.ledger_id, r.level, r.position;

DROP TABLE trail_row;
