-- A row of a noun is told apart by when it ceased to be known, not by when it came to be: the one of a place that holds
-- by now is then a key like any other, and needs no unique index of its own. One index less for every row written.
CREATE OR REPLACE FUNCTION create_noun(name text, columns text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own text := '';
    col text;
BEGIN
    FOREACH col IN ARRAY columns LOOP
        own := own || format(', %I text', col);
    END LOOP;
    EXECUTE format('
        CREATE TABLE %I (
            ledger_id  text NOT NULL,
            subject    text NOT NULL,
            key        text NOT NULL,
            level_from smallint NOT NULL,
            level_to   smallint NOT NULL,
            valid_from date NOT NULL,
            valid_to   date NOT NULL,
            known_from bigint NOT NULL,
            known_to   bigint NOT NULL,
            data       json NOT NULL
            %s,
            PRIMARY KEY (ledger_id, subject, key, level_from, valid_from, known_to),
            CHECK (valid_from < valid_to AND known_from < known_to AND level_from <= level_to)
        )', name, own);
    FOREACH col IN ARRAY columns LOOP
        EXECUTE format('CREATE INDEX ON %I (ledger_id, %I, known_to)', name, col);
    END LOOP;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO greffe_app', name);
END $$;

DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT i.indrelid::regclass AS noun, i.indexrelid::regclass AS index, c.conname AS key
        FROM pg_index i
        JOIN pg_class r ON r.oid = i.indrelid AND r.relnamespace = current_schema()::regnamespace
        LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
        WHERE i.indisunique
          AND pg_get_indexdef(i.indexrelid) LIKE '%(ledger_id, subject, key, level_from, valid_from%'
    LOOP
        IF found.key IS NULL THEN
            EXECUTE format('DROP INDEX %s', found.index);
        ELSE
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I,
                            ADD PRIMARY KEY (ledger_id, subject, key, level_from, valid_from, known_to)',
                           found.noun, found.key);
        END IF;
    END LOOP;
END $$;
