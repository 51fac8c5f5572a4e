"""The service around the domain: database, ledger, GraphQL, site and command line."""
