"""The acts of this slice, one module a noun."""
