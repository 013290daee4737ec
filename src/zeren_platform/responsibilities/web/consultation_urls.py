"""Addresses of consultations."""

from django.urls import path

from zeren_platform.responsibilities.web import consultations, endings, opinions

__all__ = ["urlpatterns"]

urlpatterns = [
    path("editions/<int:pk>/consult/", consultations.consult, name="consult"),
    path("editions/<int:pk>/consult/close/", consultations.close, name="close-consultation"),
    path("editions/<int:pk>/consult/break-off/", endings.break_off, name="break-off"),
    path("consultations/<int:pk>/", consultations.show_consultation, name="consultation"),
    path("consultations/<int:pk>/changes/", consultations.show_changes, name="consultation-changes"),
    path("consultations/<int:pk>/summary.csv", consultations.summary_csv, name="consultation-csv"),
    path("consultations/<int:pk>/units/<slug:code>/", opinions.give_opinion, name="opinion"),
    path("consultations/<int:pk>/units/<slug:code>/duties/<int:duty>/", opinions.comment, name="comment"),
    path("comments/<int:pk>/answer/", consultations.answer_comment, name="answer-comment"),
    path("comments/<int:pk>/take-over/", consultations.take_over, name="take-over"),
    path("comments/<int:pk>/withdraw/", opinions.withdraw_comment, name="withdraw-comment"),
]
