SELECT create_thing('technician');
