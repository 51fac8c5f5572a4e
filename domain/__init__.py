"""The law and the vocabulary of a SCoT's governance, as pure functions over facts.

Nothing here reads a clock, makes an id, opens a file or knows of a database. See docs/architecture.md.
"""
