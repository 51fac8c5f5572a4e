SELECT create_thing('pact');
