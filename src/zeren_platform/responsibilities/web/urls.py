"""Addresses of this slice."""

from django.urls import path

from zeren_platform.responsibilities.web import (
    analysis,
    carrying,
    changes,
    coverage,
    drafts,
    duties,
    endings,
    exporting,
    matters,
    receipts,
    registers,
    taking_in,
)
from zeren_platform.responsibilities.web.consultation_urls import urlpatterns as of_consultations
from zeren_platform.responsibilities.web.import_urls import urlpatterns as of_imports
from zeren_platform.responsibilities.web.list_urls import urlpatterns as of_lists

app_name = "responsibilities"
urlpatterns = [
    path("", registers.list_registers, name="registers"),
    path("new/", registers.open_register, name="open"),
    path("coverage/", coverage.show_coverage, name="coverage"),
    path("changes/<int:pk>/", changes.show_changes, name="changes"),
    path("changes/<int:pk>/part/", changes.part, name="part"),
    path("take-in/<int:pk>/", taking_in.take_in, name="take-in"),
    path("carrying/", carrying.list_waiting, name="carrying"),
    path("carrying/<slug:code>/", carrying.carry_over, name="carry"),
    path("receipts/", receipts.list_receipts, name="receipts"),
    path("receipts/accept-all/", receipts.accept_all, name="accept-all"),
    path("receipts/accept/", receipts.accept, name="accept"),
    path("receipts/<int:pk>/decline/", receipts.decline, name="decline"),
    path("receipts/<int:pk>/reassign/", receipts.reassign, name="reassign"),
    path("duties/<int:pk>/", duties.show_duty, name="duty"),
    path("duties/<int:pk>/compare/", matters.compare, name="compare"),
    path("duties/<int:pk>/edit/", drafts.edit_duty, name="edit-duty"),
    path("duties/<int:pk>/remove/", drafts.remove_duty, name="remove-duty"),
    path("editions/<int:pk>/add/", drafts.add_duty, name="add-duty"),
    path("editions/<int:pk>/adopt/", registers.adopt, name="adopt"),
    path("editions/<int:pk>/discard/", registers.discard, name="discard"),
    path("editions/<int:pk>/repeal/", endings.repeal, name="repeal"),
    path("editions/<int:pk>/withdraw/", endings.withdraw, name="withdraw"),
    *of_consultations,
    *of_imports,
    *of_lists,
    path("<slug:code>/", registers.show_register, name="register"),
    path("<slug:code>/editions/<int:number>/", registers.show_register, name="edition"),
    path("<slug:code>/findings/", analysis.show_analysis, name="findings"),
    path("<slug:code>/editions/<int:number>/findings/", analysis.show_analysis, name="edition-findings"),
    path("<slug:code>/editions/<int:number>/export/<str:form>/", exporting.export_duties, name="export"),
    path("<slug:code>/revise/", registers.revise, name="revise"),
    path("<slug:code>/begin/", registers.begin, name="begin"),
    path("<slug:code>/story/", registers.show_story, name="story"),
]
