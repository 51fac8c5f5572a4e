"""Sittings of the authority's bodies: convening, attendance, quorum, votes."""
