SELECT create_thing('scheme');
