"""The same index over tables of a database: a row for each unit, indicator and period.

Ibis is the compiler and nothing else: an index becomes a short series of named steps, each one SELECT that reads inputs
and earlier steps, in the SQL of whatever computes it (docs/decisions/0020).
"""
