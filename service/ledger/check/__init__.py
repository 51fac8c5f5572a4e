"""The ledger held against itself: what its tables promise each other, recomputed from the stored bytes.

``entry`` looks at one entry, ``succession`` at one after the other, ``tree`` at nodes and checkpoints, ``projected`` at
the rows that everyone reads; ``sweep`` goes through a ledger once and hands each its part. Nothing is written, and
memory does not grow with the ledger. ``service/selfcheck.py`` takes the snapshot and tells the whole.
"""
