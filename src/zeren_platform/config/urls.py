"""Every address of the site."""

from django.urls import include, path

from zeren_platform.config.api import api

handler404 = "zeren_platform.common.problems.nothing_here"
handler429 = "zeren_platform.common.problems.hurried"
handler500 = "zeren_platform.common.problems.failure"
urlpatterns = [
    path("", include("zeren_platform.portal.web.urls")),
    path("desk/", include("zeren_platform.desk.web.urls")),
    path("sources/", include("zeren_platform.sources.web.urls")),
    path("registers/", include("zeren_platform.responsibilities.web.urls")),
    path("organisation/", include("zeren_platform.organisation.web.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("zeren_platform.ui.urls")),
]
