-- Who may do what: opaque bearer tokens, of which only the SHA-256 is kept.

CREATE TABLE token (
    id         text PRIMARY KEY,
    sha256     bytea NOT NULL UNIQUE,
    label      text NOT NULL,
    role       text NOT NULL CHECK (role IN ('CLERK', 'AUDITOR', 'MEMBER', 'PARTNER')),
    level      smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
    ledgers    text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz
);
COMMENT ON COLUMN token.ledgers IS 'The ledgers that it opens; {*} is every one.';
GRANT SELECT, INSERT ON token TO greffe_app;
GRANT UPDATE (revoked_at) ON token TO greffe_app;
