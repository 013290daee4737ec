"""Addresses of files beside a draft."""

from django.urls import path

from zeren_platform.responsibilities.web import import_progress, importing

__all__ = ["urlpatterns"]

urlpatterns = [
    path("editions/<int:pk>/import/", importing.put_in, name="put-in"),
    path("imports/<int:pk>/", importing.show_import, name="import"),
    path("imports/<int:pk>/progress/", import_progress.follow, name="follow-import"),
    path("imports/<int:pk>/columns/", importing.choose_columns, name="choose-columns"),
    path("imports/<int:pk>/names/", importing.settle_names, name="settle-names"),
    path("imports/<int:pk>/missing/", importing.settle_missing, name="settle-missing"),
    path("imports/<int:pk>/order/", importing.settle_order, name="settle-order"),
    path("imports/<int:pk>/anew/", importing.compare_anew, name="compare-anew"),
    path("imports/<int:pk>/apply/", importing.apply, name="apply"),
    path("imports/<int:pk>/undo/", importing.undo, name="undo"),
    path("imports/<int:pk>/throw-away/", importing.throw_away, name="throw-away"),
    path("imports/<int:pk>/download/", importing.download, name="import-download"),
    path("imports/<int:pk>/rows/<int:line>/", importing.mend_row, name="mend-row"),
    path("imports/<int:pk>/rows/<int:line>/leave-out/", importing.leave_out, name="leave-out"),
]
