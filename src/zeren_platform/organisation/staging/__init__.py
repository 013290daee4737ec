"""A file beside what stands in the database: what it would change, and what is wrong with it."""
