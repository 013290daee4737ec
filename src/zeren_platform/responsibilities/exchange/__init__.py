"""Registers as tables: what a column means, what a row says, and how it differs from what stands.

Values only: no row of the database is read or written here.
"""
