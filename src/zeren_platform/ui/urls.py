"""The addresses of the kit."""

from django.urls import path
from django.views.i18n import set_language

from zeren_platform.ui.web import gallery, preferences

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/part/", gallery.part, name="gallery-part"),
    # Where the sample of next_steps leads.
    path("gallery/<str:key>/", gallery.step, name="gallery-step"),
    path("reading/", preferences.choose, name="preferences"),
    path("language/", set_language, name="language"),
]
