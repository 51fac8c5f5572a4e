-- Names and contacts live here and nowhere else: the ledger holds ids. One row per person and authority.

CREATE TABLE personal (
    ledger_id    text NOT NULL,
    person       text NOT NULL,
    given_name   text NOT NULL,
    family_name  text NOT NULL,
    birth_year   smallint,
    public_email text,
    PRIMARY KEY (ledger_id, person)
);
COMMENT ON TABLE personal IS 'No party, no full date of birth, no private address or phone.';
GRANT SELECT, INSERT, UPDATE, DELETE ON personal TO greffe_app;

CREATE TABLE deployment_secret (
    name  text PRIMARY KEY,
    value bytea NOT NULL
);
COMMENT ON TABLE deployment_secret IS 'Keys of this deployment: digests of commands (they may carry names) and person ids.';
INSERT INTO deployment_secret
SELECT 'commands', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
GRANT SELECT ON deployment_secret TO greffe_app;
