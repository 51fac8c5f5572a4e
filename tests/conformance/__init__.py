"""What others wrote, against a live service: an audit, clients, a fuzzer, and the examples that partners copy."""
