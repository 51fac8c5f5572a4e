SELECT create_thing('arbitration');
SELECT create_thing('exchange');
SELECT create_thing('follow_up');
