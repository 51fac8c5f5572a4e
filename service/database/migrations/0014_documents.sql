SELECT create_thing('document');
SELECT create_thing('contract');
