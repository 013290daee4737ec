"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "sources"
urlpatterns: list[URLPattern] = []
