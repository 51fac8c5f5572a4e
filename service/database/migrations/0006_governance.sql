-- The scene of governance: things of every kind, and the terms by which they are found.

-- A lookup by a noun's own column reads what is known by now and still valid on the day, however long the history is:
-- PostgreSQL 18 skips through the few values of known_to beyond a position, and reads of each the rows still valid.
CREATE OR REPLACE FUNCTION index_noun(name text, col text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP INDEX IF EXISTS %I', name || '_ledger_id_' || col || '_known_to_idx');
    EXECUTE format('CREATE INDEX ON %I (ledger_id, %I, known_to, valid_to)', name, col);
END $$;

SELECT index_noun(name, col) FROM (VALUES
    ('body', 'body'), ('composition', 'body'), ('composition', 'person'), ('person', 'person'),
    ('holding', 'person'), ('holding', 'organization'), ('organization', 'organization'), ('member', 'organization'),
    ('commune', 'insee'), ('commune', 'name_key'), ('epci', 'siren'), ('epci', 'name_key'),
    ('membership', 'commune'), ('membership', 'epci')
) AS known (name, col);

-- A thing (a decision, an arbitration, a project...) and the terms by which it is found.
CREATE FUNCTION create_thing(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM create_noun(name, '{}');
    PERFORM create_noun(name || '_term', '{}');
    EXECUTE format('ALTER TABLE %I ADD COLUMN term text NOT NULL, ADD COLUMN sort text NOT NULL COLLATE "C"',
                   name || '_term');
    -- A page of a list is a range of this index, in the order in which it is shown.
    EXECUTE format('CREATE INDEX ON %I (ledger_id, term, sort, subject COLLATE "C")', name || '_term');
END $$;

SELECT create_noun('opening', '{}');
SELECT create_thing('theme');
