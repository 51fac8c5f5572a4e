"""The ecosystem of actors: categories, agreements, engagements."""
