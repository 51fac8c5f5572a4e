-- The encrypted vault, and erasing a body. See docs/erasure.md and docs/adr/0021.

-- -- the vault: values under a data key for each person; the keys stand in a table of their own, dumped apart

CREATE TABLE vault_value (
    ledger_id text NOT NULL,
    person    text NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (ledger_id, person)
);
COMMENT ON TABLE vault_value IS 'Names and contacts: AES-256-GCM under the key of vault_key, bound to ledger and person.';

CREATE TABLE vault_key (
    ledger_id text NOT NULL,
    person    text NOT NULL,
    kek       text NOT NULL,
    wrapped   bytea NOT NULL,
    PRIMARY KEY (ledger_id, person)
);
COMMENT ON TABLE vault_key IS
    'The data key of each person, wrapped by the key-encryption key named kek. Never in the dump of the data.';

CREATE TABLE vault_kek (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id  text NOT NULL
);
COMMENT ON TABLE vault_kek IS 'Which key-encryption key wraps by now; the key itself is in a file, never here.';

GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON vault_value, vault_key TO greffe_app;
GRANT SELECT, INSERT, UPDATE ON vault_kek TO greffe_app;

-- The service seals what stands here in clear when it starts, and truncates: nothing may come back.
REVOKE INSERT, UPDATE, DELETE ON personal FROM greffe_app;
GRANT SELECT, TRUNCATE ON personal TO greffe_app;
COMMENT ON TABLE personal IS 'What 0003 kept in clear; emptied when the service first starts with a vault.';

-- -- erasing a body

ALTER TABLE entry_body ADD COLUMN erased_by bigint;
COMMENT ON COLUMN entry_body.erased_by IS
    'Position of the BodyErased entry whose remains stand here; the digest in the header is that of what was.';
ALTER TABLE ledger_head ADD COLUMN erasures bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger_head.erasures IS 'Bodies erased so far: who kept decoded entries lets go of them when it moves.';

-- Whether `after` is `before` with nothing changed but texts that became the placeholder.
CREATE FUNCTION only_blanked(before jsonb, after jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = greffe, pg_temp AS $$
BEGIN
    IF before = after THEN
        RETURN true;
    END IF;
    IF jsonb_typeof(before) = 'string' THEN
        RETURN after IN ('"[effacé]"', '"https://erased.invalid/"');
    ELSIF jsonb_typeof(before) IS DISTINCT FROM jsonb_typeof(after) THEN
        RETURN false;
    ELSIF jsonb_typeof(before) = 'object' THEN
        RETURN (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(before) k)
             = (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(after) k)
           AND (SELECT bool_and(greffe.only_blanked(value, after -> key)) FROM jsonb_each(before));
    ELSIF jsonb_typeof(before) = 'array' THEN
        RETURN jsonb_array_length(before) = jsonb_array_length(after)
           AND (SELECT bool_and(greffe.only_blanked(value, after -> (place - 1)::int))
                FROM jsonb_array_elements(before) WITH ORDINALITY AS item (value, place));
    END IF;
    RETURN false;
END $$;

-- The one change that a recorded row may ever see: its body gives way to what a BodyErased entry of this very
-- transaction says remains of it. Whoever the role is, anything else is refused as before.
CREATE FUNCTION refuse_change_but_erasure() RETURNS trigger
LANGUAGE plpgsql SET search_path = greffe, pg_temp AS $$
DECLARE
    said json;
    told boolean := false;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL AND NEW.erased_by > OLD.position
       AND (OLD.ledger_id, OLD.position, OLD.type, OLD.level, OLD.tags)
         = (NEW.ledger_id, NEW.position, NEW.type, NEW.level, NEW.tags) THEN
        SELECT convert_from(e.body, 'UTF8')::json -> 'fact' INTO said
        FROM entry_body e
        WHERE e.ledger_id = NEW.ledger_id AND e.position = NEW.erased_by AND e.type = 'BodyErased'
          AND e.xmin = pg_current_xact_id()::xid;
        told := said IS NOT NULL
            AND (said ->> 'entry')::bigint = OLD.position
            AND NEW.body = convert_to(said ->> 'remains', 'UTF8')
            AND OLD.type NOT IN ('LedgerOpened', 'Disclosed', 'BodyErased', 'PersonForgotten')
            AND only_blanked(convert_from(OLD.body, 'UTF8')::jsonb, convert_from(NEW.body, 'UTF8')::jsonb);
    END IF;
    IF told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'greffe: % on % is refused: what is recorded is never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER append_only ON entry_body;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON entry_body
    FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
ALTER TABLE entry_body ENABLE ALWAYS TRIGGER append_only;

-- What the service calls after it appended a BodyErased entry, in the same transaction. It takes no body: what is to
-- stand is what that entry says.
CREATE FUNCTION erase_body(ledger text, erasing bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = greffe, pg_temp AS $$
BEGIN
    UPDATE entry_body b
    SET body = convert_to(said ->> 'remains', 'UTF8'), erased_by = erasing
    FROM (SELECT convert_from(e.body, 'UTF8')::json -> 'fact' AS said FROM entry_body e
          WHERE e.ledger_id = ledger AND e.position = erasing AND e.type = 'BodyErased') AS told
    WHERE b.ledger_id = ledger AND b.position = (said ->> 'entry')::bigint;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'greffe: entry % of ledger % erases no entry that there is', erasing, ledger
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE ledger_head SET erasures = erasures + 1 WHERE ledger_id = ledger;
END $$;
REVOKE ALL ON FUNCTION erase_body(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_body(text, bigint) TO greffe_app;
