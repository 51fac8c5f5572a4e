-- One table for each noun, all of one shape: a row is true for a range of legal time (valid), of positions (known) and
-- of visibility levels. Open ends are the greatest values, so that every lookup is a range of one index.

CREATE FUNCTION create_noun(name text, columns text[]) RETURNS void LANGUAGE plpgsql AS $$
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
            PRIMARY KEY (ledger_id, subject, key, level_from, valid_from, known_from),
            CHECK (valid_from < valid_to AND known_from < known_to AND level_from <= level_to)
        )', name, own);
    -- At most one row of a place holds by now; closing it is one lookup here (the planner would rather skip through
    -- the index of another column, over every open row of the ledger).
    EXECUTE format('
        CREATE UNIQUE INDEX ON %I (ledger_id, subject, key, level_from, valid_from)
        WHERE known_to = 9223372036854775807', name);
    FOREACH col IN ARRAY columns LOOP
        EXECUTE format('CREATE INDEX ON %I (ledger_id, %I, known_to)', name, col);
    END LOOP;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO greffe_app', name);
END $$;

SELECT create_noun('authority', '{}');
SELECT create_noun('body', '{body}');
SELECT create_noun('composition', '{body,person}');
SELECT create_noun('person', '{person}');
SELECT create_noun('holding', '{person,organization}');
SELECT create_noun('organization', '{organization}');
SELECT create_noun('member', '{organization}');
SELECT create_noun('commune', '{insee,name_key}');
SELECT create_noun('epci', '{siren,name_key}');
SELECT create_noun('membership', '{commune,epci}');
