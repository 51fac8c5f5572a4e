SELECT create_thing('briefing');
SELECT create_thing('briefing_rule');
SELECT create_noun('council_briefed', '{commune}');
SELECT index_noun('council_briefed', 'commune');
