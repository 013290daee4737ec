"""The page of one duty: its sentence, its story, who signs for it."""

from django.urls import reverse
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import (
    NOW,
    EditionFactory,
    clerk,
)

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import Assignment, Edition, Register
from zeren_platform.responsibilities.use_cases import editions


class TestDuty:
    def test_opens_on_the_sentence_that_created_it(self, desk, a_decided_document):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)
        duty = draft.duties.get(number="1")

        content = shown(desk.get(page("duty", duty.pk)))

        assert "The bureaus shall keep the air clean." in content
        assert reverse("sources:words", args=[duty.proposal_id]) in content

    def test_tells_its_story(self, desk, a_decided_document):
        draft = EditionFactory()
        editions.take_in(actor=clerk(), edition_id=draft.pk, document_id=a_decided_document.pk, now=NOW)

        content = shown(desk.get(page("duty", draft.duties.get(number="1").pk)))

        assert "2 duties from a document were put into the draft" in content

    def test_offers_signing_to_the_unit_only(self, visitor, in_force):
        address = page("duty", in_force.duties.get(number="1").pk)

        assert shown(visitor(Role.HEAD, "air").get(address)).count("Sign for receipt") == 1
        assert "Sign for receipt" not in shown(visitor(Role.CLERK).get(address))

    def test_shows_the_reason_of_a_decline_to_the_clerk_and_not_to_other_units(self, visitor, in_force):
        Assignment.objects.filter(role="support").update(
            receipt="declined", reason="Dust is not water.", answered_at=NOW, answered_by="Head"
        )
        address = page("duty", in_force.duties.get(number="1").pk)

        assert "Dust is not water." in shown(visitor(Role.CLERK).get(address))
        assert "Dust is not water." not in shown(visitor(Role.HEAD, "air").get(address))

    def test_leads_a_unit_that_a_confidential_duty_names_to_nothing_else(self, visitor, in_force):
        Register.objects.update(confidential=True)
        duty = in_force.duties.get(number="1")

        content = shown(visitor(Role.HEAD, "air").get(page("duty", duty.pk)))

        assert page("edition", in_force.register.code, in_force.number) not in content
        assert page("duty", in_force.duties.get(number="2").pk) not in content

    def test_superseded_says_so(self, desk, in_force):
        Edition.objects.update(state="superseded", effective_until=NOW.date())

        assert "No longer in force" in shown(desk.get(page("duty", in_force.duties.get(number="1").pk)))
