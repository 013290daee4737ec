"""Addresses of the lists of duties: what is done in them, for paper, and how somebody looks at them."""

from django.urls import path

from zeren_platform.responsibilities.web import comparing, entries, many, naming, printing, views

urlpatterns = [
    path("duties/<int:pk>/row/", entries.show_row, name="row"),
    path("editions/<int:pk>/many/", many.change_many, name="many"),
    path("editions/<int:pk>/names/", naming.settle_names, name="draft-names"),
    path("editions/<int:pk>/move/", many.move, name="move"),
    path("editions/<int:pk>/put-back/", many.put_back, name="put-back"),
    path("<slug:code>/editions/<int:number>/print/", printing.print_register, name="print"),
    path("<slug:code>/compare/<int:old>/<int:new>/", comparing.compare_editions, name="compare-editions"),
    path("<slug:code>/views/keep/", views.keep_view, name="keep-view"),
    path("<slug:code>/views/<int:pk>/", views.show_view, name="view"),
    path("<slug:code>/views/<int:pk>/forget/", views.forget_view, name="forget-view"),
]
