-- What an erasure may leave, more strictly than in 0025: an empty object stays empty (there, a comparison with nothing
-- was passed over), no key stands twice, and numbers stay as they are written (1 is not 1.0).
CREATE FUNCTION only_blanked(before json, after json) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = greffe, pg_temp AS $$
DECLARE
    kind text := json_typeof(before);
BEGIN
    IF kind IS DISTINCT FROM json_typeof(after) THEN
        RETURN false;
    END IF;
    CASE kind
        WHEN 'string' THEN
            RETURN before::jsonb = after::jsonb OR after::jsonb IN ('"[effacé]"', '"https://erased.invalid/"');
        WHEN 'object' THEN
            RETURN ARRAY (SELECT k FROM json_object_keys(before) k ORDER BY k)
                 = ARRAY (SELECT k FROM json_object_keys(after) k ORDER BY k)
               AND NOT EXISTS (SELECT FROM json_each(before)
                               WHERE greffe.only_blanked(value, after -> key) IS NOT TRUE);
        WHEN 'array' THEN
            RETURN json_array_length(before) = json_array_length(after)
               AND NOT EXISTS (SELECT FROM json_array_elements(before) WITH ORDINALITY AS item (value, place)
                               WHERE greffe.only_blanked(value, after -> (place - 1)::int) IS NOT TRUE);
        ELSE
            RETURN before::text = after::text;
    END CASE;
END $$;

CREATE OR REPLACE FUNCTION refuse_change_but_erasure() RETURNS trigger
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
            AND only_blanked(convert_from(OLD.body, 'UTF8')::json, convert_from(NEW.body, 'UTF8')::json);
    END IF;
    IF told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'greffe: % on % is refused: what is recorded is never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP FUNCTION only_blanked(jsonb, jsonb);
