SELECT create_thing('orientation');
SELECT create_thing('programme');
SELECT create_thing('action');
SELECT create_thing('indicator');
SELECT create_thing('involvement');

-- How many officials took part in each phase, in all and by body: counted where levels of confidentiality are kept.
SELECT create_noun('involvement_tally', '{phase}');
SELECT index_noun('involvement_tally', 'phase');
