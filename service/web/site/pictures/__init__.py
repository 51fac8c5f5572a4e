"""Pictures: pure geometry here, drawn as SVG by the template of the same name. Each has a table that says the same."""
