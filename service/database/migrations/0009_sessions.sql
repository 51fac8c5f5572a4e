SELECT create_thing('session');
