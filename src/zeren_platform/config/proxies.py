"""Who sends a request that came through our own proxies: said by them alone, and by nobody whom we do not know."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

__all__ = ["ProxiesMiddleware"]

PASSED_ON: Final = "HTTP_X_FORWARDED_FOR"
PEER: Final = "REMOTE_ADDR"


class ProxiesMiddleware:
    """Put the sender's address in the place of the proxy's, for all that counts or locks out by addresses.

    Every proxy adds at the right who spoke to it; what stands left of the first that is not ours anybody could write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the sender, then answer."""
        told = request.META.get(PASSED_ON)
        if told and settings.PROXIES:
            request.META[PEER] = _sender(request.META.get(PEER, ""), told.split(","), settings.PROXIES)
        return self.get_response(request)


def _sender(peer: str, told: Iterable[str], proxies: Iterable[IPv4Network | IPv6Network]) -> str:
    """Go back from the peer as long as the word of a proxy of ours vouches for who was before."""
    before = list(told)
    while before and _is_ours(peer, proxies):
        named = before.pop().strip()
        if not _is_address(named):
            break
        peer = named
    return peer


def _is_ours(address: str, proxies: Iterable[IPv4Network | IPv6Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in proxies)


def _is_address(words: str) -> bool:
    try:
        ip_address(words)
    except ValueError:
        return False
    return True
