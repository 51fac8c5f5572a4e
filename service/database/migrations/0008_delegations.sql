SELECT create_thing('delegation');
SELECT create_noun('functions_loss', '{state,person}');
SELECT index_noun('functions_loss', 'state');
SELECT index_noun('functions_loss', 'person');
