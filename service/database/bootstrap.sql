-- What every migration stands on. Run by the admin before the numbered migrations, each time: every statement is
-- idempotent. Roles belong to the whole cluster, so two databases may be prepared at once: whoever comes second waits
-- for the first and finds the work done (the exceptions below).

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'greffe_owner') THEN
        CREATE ROLE greffe_owner NOLOGIN;  -- owns every table; only `greffe migrate` acts as it
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'greffe_app') THEN
        CREATE ROLE greffe_app LOGIN;  -- the service: owns nothing, changes no entry
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- For people who log in as greffe_app with psql; the service itself asks for its search path when it connects.
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole
        WHERE rolname = 'greffe_app' AND setdatabase = 0 AND 'search_path=greffe, public' = ANY (setconfig)
    ) THEN
        ALTER ROLE greffe_app SET search_path = greffe, public;
    END IF;
EXCEPTION WHEN unique_violation THEN NULL;
END $$;

-- An admin that is no superuser may only act as a role that it was granted.
DO $$ BEGIN
    IF NOT pg_has_role(current_user, 'greffe_owner', 'SET') THEN
        EXECUTE format('GRANT greffe_owner TO %I WITH SET TRUE', current_user);
    END IF;
END $$;

DO $$ BEGIN
    IF to_regnamespace('greffe') IS NULL THEN
        CREATE SCHEMA greffe AUTHORIZATION greffe_owner;
    END IF;
END $$;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;    -- French order and search
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;     -- search in the middle of words
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;  -- exclusion of overlapping ranges per key

SET ROLE greffe_owner;
CREATE TABLE IF NOT EXISTS greffe.migration (
    number     integer PRIMARY KEY,
    name       text NOT NULL,
    sha256     text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT USAGE ON SCHEMA greffe TO greffe_app;
GRANT SELECT ON greffe.migration TO greffe_app;
RESET ROLE;
