"""Governance pacts: statutory for an EPCI, voluntary for the SCoT."""
