"""Addresses of this slice."""

from django.urls import path

from zeren_platform.organisation.web import (
    accounts,
    exchange,
    importing_people,
    mine,
    people,
    posts,
    reorganising,
    units,
)

app_name = "organisation"
urlpatterns = [
    path("units/", units.list_units, name="units"),
    path("units/new/", units.add_unit, name="new-unit"),
    path("units/tree/", units.show_tree, name="tree"),
    path("units/import/", exchange.import_units, name="import-units"),
    path("units/export/<str:form>/", exchange.export_units, name="export-units"),
    path("people/import/", importing_people.import_people, name="import-people"),
    path("people/export/<str:form>/", exchange.export_people, name="export-people"),
    path("units/merge/", reorganising.merge_units, name="merge-units"),
    path("units/<slug:code>/", units.edit_unit, name="unit"),
    path("units/<slug:code>/rename/", reorganising.rename_unit, name="rename-unit"),
    path("units/<slug:code>/split/", reorganising.split_unit, name="split-unit"),
    path("units/<slug:code>/abolish/", reorganising.abolish_unit, name="abolish-unit"),
    path("units/<slug:code>/aliases/remove/", units.remove_alias, name="remove-alias"),
    path("units/<slug:code>/posts/", posts.unit_posts, name="unit-posts"),
    path("stand-ins/", posts.list_stand_ins, name="stand-ins"),
    path("people/<int:pk>/posts/<int:post_id>/move/", posts.move_post, name="move-post"),
    path("people/<int:pk>/second-factor/", accounts.remove_second_factor, name="second-factor"),
    path("people/<int:pk>/leave/", accounts.leave, name="leave"),
    path("people/<int:pk>/restore/", accounts.restore, name="restore"),
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
