"""The GraphQL door: schema, scalars, inputs, endpoint."""
