"""Addresses of this slice."""

from django.urls import path

from zeren_platform.desk.web import finding, ledger, overview, search, units

app_name = "desk"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("units/", units.list_units, name="units"),
    path("units/find/", finding.find_unit, name="find-unit"),
    path("units/<slug:code>/", units.show_unit, name="unit"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("ledger/", ledger.ledger, name="ledger"),
]
