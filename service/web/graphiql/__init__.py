"""GraphiQL, served from here: no page of it asks anything of another site."""
