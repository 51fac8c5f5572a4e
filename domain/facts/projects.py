"""Projects of the territory and their reviews."""
