SELECT create_thing('partner');
