SELECT create_thing('ambassador');
