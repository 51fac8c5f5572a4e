"""Briefings of municipal councils on the strategy."""
