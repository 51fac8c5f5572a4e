SELECT create_thing('project');
SELECT create_thing('review');

-- Conditions, each by itself: lists are ranges of these, in the order in which they are due. Dates are ISO text.
SELECT create_noun('review_condition', '{}');
ALTER TABLE review_condition
    ADD COLUMN state text NOT NULL,
    ADD COLUMN owner text NOT NULL,
    ADD COLUMN due text NOT NULL COLLATE "C";
CREATE INDEX ON review_condition (ledger_id, state, due, subject COLLATE "C", key COLLATE "C");
CREATE INDEX ON review_condition (ledger_id, owner, state, due, subject COLLATE "C", key COLLATE "C");

-- What each project brings, once under each value of each dimension (a theme, an EPCI, a year, an orientation).
SELECT create_noun('delivery', '{dimension}');
ALTER TABLE delivery ADD COLUMN value text COLLATE "C";
