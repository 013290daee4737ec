"""Addresses of this slice."""

from django.urls import path

from zeren_platform.organisation.web import mine, people, units

app_name = "organisation"
urlpatterns = [
    path("units/", units.list_units, name="units"),
    path("units/new/", units.add_unit, name="new-unit"),
    path("units/<slug:code>/", units.edit_unit, name="unit"),
    path("people/", people.list_people, name="people"),
    path("people/new/", people.add_person, name="new-person"),
    path("people/<int:pk>/", people.show_person, name="person"),
    path("people/<int:pk>/appoint/", people.appoint, name="appoint"),
    path("people/<int:pk>/posts/<int:post_id>/end/", people.end_post, name="end-post"),
    path("people/<int:pk>/password/", people.reset_password, name="reset-password"),
    path("absence/", mine.absence, name="absence"),
    path("absence/<int:pk>/revoke/", mine.revoke_delegation, name="revoke-delegation"),
    path("tokens/", mine.access_tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", mine.revoke_token, name="revoke-token"),
]
