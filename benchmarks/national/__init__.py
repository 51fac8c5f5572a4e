"""A register for all of France: every commune and EPCI, 470 generated authorities, loaded by COPY.

``france`` reads the territory, ``story`` tells what an authority records over two terms, ``recorder`` decides it with
the clerk's own pure functions, ``copying`` puts the entries into the database, and ``measures`` asks what it is worth.
"""
