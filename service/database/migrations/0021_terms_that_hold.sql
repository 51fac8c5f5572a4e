-- Terms that things bear no more stay in the index. That they have ended is said there too, so that what is current
-- ("state:STUDY", "state:active") is found without a look at every row of the past.
CREATE OR REPLACE FUNCTION create_thing(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM create_noun(name, '{}');
    PERFORM create_noun(name || '_term', '{}');
    EXECUTE format('ALTER TABLE %I ADD COLUMN term text NOT NULL, ADD COLUMN sort text NOT NULL COLLATE "C"',
                   name || '_term');
    -- A page of a list is a range of this index, in the order in which it is shown.
    EXECUTE format('CREATE INDEX ON %I (ledger_id, term, sort, subject COLLATE "C", valid_to)', name || '_term');
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
        EXECUTE format('CREATE INDEX ON %I (ledger_id, term, sort, subject COLLATE "C", valid_to)', found.tablename);
    END LOOP;
END $$;
