"""Addresses and answers of this slice's pages."""

from django.urls import reverse


def page(name, *args):
    return reverse(f"responsibilities:{name}", args=args)


def shown(response):
    return response.content.decode()
