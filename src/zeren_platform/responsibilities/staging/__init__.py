"""Working papers: a file beside a draft, its rows compared, until a clerk applies it. Nothing here is on any record.

Only the office that keeps the register sees them, and they are thrown away after some days.
"""
