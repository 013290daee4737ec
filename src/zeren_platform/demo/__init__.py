"""Binhai, an invented city, loaded through the acts."""
