"""Addresses of this slice."""

from django.urls import path

from zeren_platform.portal.web import registers, units

app_name = "portal"
urlpatterns = [
    path("", registers.home, name="home"),
    path("portal/registers/<slug:code>/", registers.register, name="register"),
    path("portal/duties/<int:pk>/", registers.duty, name="duty"),
    path("portal/units/", units.units, name="units"),
    path("portal/units/<slug:code>/", units.unit, name="unit"),
]
