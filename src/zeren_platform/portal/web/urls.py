"""Addresses of this slice."""

from django.urls import path, re_path

from zeren_platform.portal.web import checking, feeds, ledger, open_data, registers, search, site_map, units

app_name = "portal"
urlpatterns = [
    path("", registers.home, name="home"),
    path("portal/registers/<slug:code>/", registers.register, name="register"),
    path("portal/registers/<slug:code>/editions/<int:edition>/", registers.register, name="edition"),
    path("portal/duties/<int:pk>/", registers.duty, name="duty"),
    path("portal/duties/<int:pk>.json", open_data.duty_json, name="duty-json"),
    path("portal/feed.atom", feeds.feed, name="feed"),
    path("portal/registers/<slug:code>/feed.atom", feeds.register_feed, name="register-feed"),
    path("portal/units/<slug:code>/feed.atom", feeds.unit_feed, name="unit-feed"),
    path("portal/data/catalogue.jsonld", open_data.catalogue, name="catalogue"),
    path("portal/data/<slug:code>/<int:edition>.csv", open_data.register_csv, name="edition-csv"),
    path("portal/data/<slug:code>/<int:edition>.json", open_data.register_json, name="edition-json"),
    path("portal/data/<slug:code>.csv", open_data.register_csv, name="register-csv"),
    path("portal/data/<slug:code>.json", open_data.register_json, name="register-json"),
    path("portal/search.json", search.index, name="search-index"),
    path("sitemap.xml", site_map.site_map, name="site-map"),
    path("sitemap-<int:part>.xml", site_map.site_map_part, name="site-map-part"),
    path("robots.txt", site_map.robots, name="robots"),
    path("portal/find-unit/", units.find_unit, name="find-unit"),
    path("portal/units/", units.units, name="units"),
    path("portal/units/<slug:code>/", units.unit, name="unit"),
    path("log/", ledger.log, name="log"),
    path("log/check-log.mjs", checking.whole_log, name="check-log"),
    path("log/verify/", checking.check, name="check"),
    path("log/verify/page.html", checking.saved, name="check-saved"),
    path("log/verify/<uuid:uid>/", checking.check_act, name="check-act"),
    path("log/proofs/<uuid:uid>.zip", ledger.proof, name="proof"),
    # The paths are those of c2sp.org/tlog-tiles, so that programs of others read the log from here.
    re_path(r"^log/(?P<path>checkpoint|policy|checkpoints/[0-9]+|tile/[0-9a-z/.]+)$", ledger.log_file, name="log-file"),
]
