"""Registers, editions, duties, assignments and receipt."""
