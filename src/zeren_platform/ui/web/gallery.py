"""Every part in every state, with made-up matters of a made-up city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["gallery"]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the parts."""
    return render(request, "ui/gallery.html", {})
