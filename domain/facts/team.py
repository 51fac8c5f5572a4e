"""The technical team: technicians, competences, shared time between employers."""
