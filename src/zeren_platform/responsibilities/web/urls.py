"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "responsibilities"
urlpatterns: list[URLPattern] = []
