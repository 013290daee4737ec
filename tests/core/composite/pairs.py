"""An index of two indicators as they are measured, under any rule."""

__all__ = ["pair"]


def pair(rule, *, more=""):
    """Write such an index; *more* is said of the index itself."""
    return f"""
index = {{ name = "i", title = "I"{more} }}
defaults = {{ normalise = "none", gaps = "leave" }}
[[node]]
name = "whole"
aggregate = "{rule}"
[[indicator]]
name = "a"
under = "whole"
[[indicator]]
name = "b"
under = "whole"
"""
