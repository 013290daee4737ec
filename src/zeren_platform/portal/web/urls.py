"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
