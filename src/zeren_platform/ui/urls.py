"""The addresses of the kit."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from zeren_platform.ui.web import gallery, preferences

app_name = "ui"
urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/part/", gallery.part, name="gallery-part"),
    # Where the sample of next_steps leads.
    path("gallery/<str:key>/", gallery.step, name="gallery-step"),
    # These two ask for no token: they change nothing but how the reader's own pages look, and a public page, which
    # anybody may keep, must not hold one.
    path("reading/", csrf_exempt(preferences.choose), name="preferences"),
    path("language/", csrf_exempt(set_language), name="language"),
]
