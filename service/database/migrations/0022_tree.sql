-- The Merkle tree of a ledger (RFC 6962) above its leaves, which are entry_header.leaf: the roots of its full tiles, one
-- row for 256 entries. The nodes within a tile are hashed anew where a proof needs them.

CREATE TABLE tree_node (
    ledger_id text NOT NULL,
    level     smallint NOT NULL CHECK (level IN (8, 16, 24, 32)),
    index     bigint NOT NULL,
    hash      bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (ledger_id, level, index)
);
COMMENT ON TABLE tree_node IS 'The root of the 2^level leaves from index * 2^level on; leaf 0 is the entry at position 1.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tree_node FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON tree_node FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE tree_node ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE tree_node ENABLE ALWAYS TRIGGER append_only_truncate;
GRANT SELECT, INSERT ON tree_node TO greffe_app;

-- The hashes of a level from a first index to before a last one, 32 bytes each; fewer where there are none.
CREATE FUNCTION tree_hashes(ledger text, height integer, first bigint, last bigint) RETURNS bytea
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
    IF height = 0 THEN
        RETURN (SELECT coalesce(string_agg(leaf, ''::bytea ORDER BY position), '') FROM entry_header
                WHERE ledger_id = ledger AND position > first AND position <= last);
    END IF;
    RETURN (SELECT coalesce(string_agg(hash, ''::bytea ORDER BY index), '') FROM tree_node
            WHERE ledger_id = ledger AND level = height AND index >= first AND index < last);
END $$;

-- The root of a full tile's 256 hashes: SHA-256(0x01 || left || right), pair by pair.
CREATE FUNCTION tile_root(hashes bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    IF octet_length(hashes) <> 256 * 32 THEN
        RAISE EXCEPTION 'greffe: a full tile has 256 hashes, not %', octet_length(hashes) / 32
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    WHILE octet_length(hashes) > 32 LOOP
        SELECT string_agg(sha256('\x01'::bytea || substr(hashes, 64 * pair + 1, 64)), ''::bytea ORDER BY pair)
        INTO hashes FROM generate_series(0, octet_length(hashes) / 64 - 1) AS pair;
    END LOOP;
    RETURN hashes;
END $$;

-- Add the roots of the tiles that are full at a position and not there yet, whoever appended their leaves.
CREATE FUNCTION complete_tiles(ledger text, head bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    height integer;
    next   bigint;
BEGIN
    FOREACH height IN ARRAY ARRAY[8, 16, 24, 32] LOOP
        SELECT coalesce(max(index) + 1, 0) INTO next FROM tree_node WHERE ledger_id = ledger AND level = height;
        INSERT INTO tree_node (ledger_id, level, index, hash)
        SELECT ledger, height, tile, tile_root(tree_hashes(ledger, height - 8, tile << 8, (tile + 1) << 8))
        FROM generate_series(next, (head >> height) - 1) AS tile;
        EXIT WHEN NOT FOUND;  -- no new tile here, so none above
    END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION tree_hashes, tile_root, complete_tiles TO greffe_app;

SELECT complete_tiles(ledger_id, position) FROM ledger_head;
