-- What the house shows of a bureau, as plain tables: periods of legal time, foreign keys, an index for "on a day".
-- They have neither the second clock nor levels of visibility, which the house's own rows have.
CREATE SCHEMA peer;
CREATE TABLE peer.ledger (id text PRIMARY KEY, position integer NOT NULL);
CREATE TABLE peer.person (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE peer.organization (id text PRIMARY KEY, name text);
CREATE TABLE peer.act (id integer PRIMARY KEY, kind text NOT NULL, number text, date date NOT NULL);
CREATE TABLE peer.seat (
    id integer PRIMARY KEY,
    ledger_id text NOT NULL REFERENCES peer.ledger,
    seat text NOT NULL,
    state text NOT NULL,
    since date NOT NULL,
    until date,
    holder_id text REFERENCES peer.person,
    on_behalf_of_id text REFERENCES peer.organization,
    founding_act_id integer REFERENCES peer.act,
    entry integer NOT NULL
);
CREATE INDEX seat_on_a_day ON peer.seat (ledger_id, since);
CREATE TABLE peer.missing (
    id integer PRIMARY KEY,
    ledger_id text NOT NULL REFERENCES peer.ledger,
    code text NOT NULL,
    fr text NOT NULL
);
CREATE INDEX missing_of_ledger ON peer.missing (ledger_id);

CREATE FUNCTION peer.ledger_bureau(ledger peer.ledger, day date) RETURNS SETOF peer.seat LANGUAGE sql STABLE AS $$
    SELECT * FROM peer.seat
    WHERE ledger_id = ledger.id AND since <= day AND (until IS NULL OR day < until) ORDER BY id
$$;

-- For PostGraphile: what the references are called.
COMMENT ON CONSTRAINT seat_holder_id_fkey ON peer.seat IS '@fieldName holder';
COMMENT ON CONSTRAINT seat_on_behalf_of_id_fkey ON peer.seat IS '@fieldName onBehalfOf';
COMMENT ON CONSTRAINT seat_founding_act_id_fkey ON peer.seat IS '@fieldName foundingAct';
COMMENT ON CONSTRAINT missing_ledger_id_fkey ON peer.missing IS '@foreignFieldName missing';

-- For mercurius: the whole answer by one statement.
CREATE FUNCTION peer.bureau_as_json(ledger text, day date) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'asOf', json_build_object('position', l.position),
        'seats', (
            SELECT json_agg(json_build_object(
                'seat', s.seat, 'state', s.state, 'since', s.since,
                'holder', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END,
                'onBehalfOf', CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name) END,
                'foundingAct', json_build_object('kind', a.kind, 'number', a.number, 'date', a.date),
                'entry', s.entry) ORDER BY s.id)
            FROM peer.seat s
            LEFT JOIN peer.person p ON p.id = s.holder_id
            LEFT JOIN peer.organization o ON o.id = s.on_behalf_of_id
            LEFT JOIN peer.act a ON a.id = s.founding_act_id
            WHERE s.ledger_id = l.id AND s.since <= day AND (s.until IS NULL OR day < s.until)),
        'missing', (
            SELECT coalesce(json_agg(json_build_object('code', m.code, 'message', json_build_object('fr', m.fr))), '[]')
            FROM peer.missing m WHERE m.ledger_id = l.id))
    FROM peer.ledger l WHERE l.id = ledger
$$;
