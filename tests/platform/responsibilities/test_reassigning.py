"""The page on which a declined part goes to another unit."""

from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW

from zeren_platform.responsibilities.models import Assignment


def test_no_unit_is_chosen_before_the_clerk_chooses_one(desk, in_force, ledger):
    held = Assignment.objects.get(role="support")
    Assignment.objects.update(receipt="declined", reason="Not ours.", answered_at=NOW, answered_by="Head")

    answer = desk.post(page("reassign", held.pk), {"unit": "", "reason": "By its plan of posts."})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])
    assert '<option value="" selected>Choose a unit</option>' in shown(desk.get(page("reassign", held.pk)))
    assert ledger() == []
