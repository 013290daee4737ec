"""What is imported only when it is asked for: an extra that may be absent, or an engine for which others would wait."""

from importlib import import_module

__all__ = ["offered"]


def offered(place: str) -> object:
    """Import what stands at ``module:name``.

    Examples
    --------
    >>> offered("zeren.foundations.errors:ZerenError").__name__
    'ZerenError'
    """
    module, _, name = place.partition(":")
    found: object = getattr(import_module(module), name)
    return found
