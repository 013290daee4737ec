"""What pages say of an edition before and after a body adopts it."""

from tests.platform.responsibilities.browsing import page, shown

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import Assignment


def test_the_page_of_adoption_names_the_duties_that_stand_against_it(desk, a_draft):
    Assignment.objects.update(role="support")

    told = shown(desk.get(page("adopt", a_draft.pk)))

    assert "Nobody leads, and the source does not say so" in told
    assert page("edit-duty", a_draft.duties.get().pk) in told


def test_a_duty_that_names_no_unit_is_not_shown_as_signed(desk, in_force):
    Assignment.objects.all().delete()

    told = shown(desk.get(page("register", in_force.register.code)))

    assert told.count("No units named") == 2


def test_nothing_in_consultation_awaits_a_signature(visitor, consultation, draft):
    told = shown(visitor(Role.HEAD, "air").get(page("register", draft.register.code), {"whole": "yes"}))

    assert "Awaiting" not in told


def test_a_duty_in_consultation_is_signed_once_adopted(desk, consultation, first):
    assert "Signs once adopted" in shown(desk.get(page("duty", first.pk)))
