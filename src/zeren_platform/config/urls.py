"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("zeren_platform.portal.web.urls")),
    path("desk/", include("zeren_platform.desk.web.urls")),
    path("sources/", include("zeren_platform.sources.web.urls")),
    path("registers/", include("zeren_platform.responsibilities.web.urls")),
    path("organisation/", include("zeren_platform.organisation.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("zeren_platform.ui.urls")),
]
