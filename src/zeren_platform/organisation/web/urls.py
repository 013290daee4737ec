"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "organisation"
urlpatterns: list[URLPattern] = []
