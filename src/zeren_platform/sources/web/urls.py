"""Addresses of this slice."""

from django.urls import path

from zeren_platform.sources.web import (
    beside,
    correcting,
    deciding,
    drafting,
    editing,
    mending,
    reading,
    together,
    uploading,
)

app_name = "sources"
urlpatterns = [
    path("", reading.list_documents, name="documents"),
    path("add/", reading.add_document, name="add"),
    # A long document while it is read.
    path("uploads/<int:pk>/", uploading.show_upload, name="upload"),
    path("uploads/<int:pk>/progress/", uploading.follow, name="follow-upload"),
    path("uploads/<int:pk>/again/", uploading.try_again, name="read-again"),
    path("uploads/<int:pk>/throw-away/", uploading.throw_away, name="throw-away"),
    path("<int:pk>/", deciding.show_document, name="document"),
    path("<int:pk>/about/", reading.about_document, name="about"),
    path("<int:pk>/correct/", correcting.correct, name="correct"),
    path("<int:pk>/accept-many/", deciding.accept_many, name="accept-many"),
    path("<int:pk>/reject-many/", together.reject_many, name="reject-many"),
    path("<int:pk>/beside/", beside.beside, name="beside"),
    path("<int:pk>/merge/", together.merge, name="merge"),
    # Where a proposal stands on the page of its document: its card, or its words in the text.
    path("proposals/<int:pk>/", deciding.find_proposal, name="proposal"),
    path("proposals/<int:pk>/words/", deciding.find_words, name="words"),
    path("proposals/<int:pk>/accept/", deciding.accept, name="accept"),
    path("proposals/<int:pk>/reject/", editing.reject, name="reject"),
    path("proposals/<int:pk>/reopen/", deciding.reopen, name="reopen"),
    path("proposals/<int:pk>/take-apart/", deciding.take_apart, name="take-apart"),
    path("proposals/<int:pk>/edit/", mending.edit, name="edit"),
    path("proposals/<int:pk>/split/", editing.split, name="split"),
    # What is typed into one of these forms and not saved.
    path("proposals/<int:pk>/<str:form>/draft/", drafting.keep_draft, name="draft"),
]
