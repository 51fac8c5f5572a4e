"""What every slice is made of: entries, boundaries, notices, identifiers, calendar."""
