-- What bears a term, what bore it once, and what was only believed to bear it are looked up apart: a page of what is
-- current is a range of the first index, in the order of the list; what ended after some day is a range of the second,
-- what was known until some position one of the third. Each row is in one of them.
CREATE FUNCTION index_terms(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE INDEX ON %I (ledger_id, term, sort, subject COLLATE "C")
                    WHERE valid_to = ''infinity'' AND known_to = 9223372036854775807', name);
    EXECUTE format('CREATE INDEX ON %I (ledger_id, term, valid_to)
                    WHERE valid_to < ''infinity'' AND known_to = 9223372036854775807', name);
    EXECUTE format('CREATE INDEX ON %I (ledger_id, term, known_to) WHERE known_to < 9223372036854775807', name);
END $$;

CREATE OR REPLACE FUNCTION create_thing(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM create_noun(name, '{}');
    PERFORM create_noun(name || '_term', '{}');
    EXECUTE format('ALTER TABLE %I ADD COLUMN term text NOT NULL, ADD COLUMN sort text NOT NULL COLLATE "C"',
                   name || '_term');
    PERFORM index_terms(name || '_term');
END $$;

DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT tablename, indexname FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename LIKE '%\_term' AND indexdef LIKE '%(ledger_id, term, sort, subject%'
    LOOP
        EXECUTE format('DROP INDEX %I', found.indexname);
        PERFORM index_terms(found.tablename);
    END LOOP;
END $$;
