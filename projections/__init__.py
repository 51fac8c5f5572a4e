"""Read models: one engine, and one file for each noun with its table, its rows and its queries."""
