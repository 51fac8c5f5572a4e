SELECT create_thing('decision');
