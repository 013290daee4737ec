"""Addresses of this slice."""

from django.urls import path

from zeren_platform.portal.web import open_data, registers, units

app_name = "portal"
urlpatterns = [
    path("", registers.home, name="home"),
    path("portal/registers/<slug:code>/", registers.register, name="register"),
    path("portal/duties/<int:pk>/", registers.duty, name="duty"),
    path("portal/data/", open_data.catalogue, name="catalogue"),
    path("portal/data/<slug:code>.csv", open_data.register_csv, name="register-csv"),
    path("portal/data/<slug:code>.json", open_data.register_json, name="register-json"),
    path("sitemap.xml", open_data.site_map, name="site-map"),
    path("portal/units/", units.units, name="units"),
    path("portal/units/<slug:code>/", units.unit, name="unit"),
]
