"""The least that Django can answer: one view, no middleware, no database. What the pages are measured against."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare" * 16, MIDDLEWARE=[])


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>bare</title><p>bare")


urlpatterns = [path("", answer)]
application = get_wsgi_application()
