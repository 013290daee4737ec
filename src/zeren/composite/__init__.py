"""Composite indicators: scores that anyone can recompute from the published inputs and a file that says how."""
