from datetime import date

import pytest
from tests.platform.organisation.conftest import NOW, TODAY
from tests.platform.organisation.factories import PersonFactory, PostFactory

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Actor, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.queries import story
from zeren_platform.organisation.models import Delegation, Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import delegations, people

BACK = date(2026, 6, 20)


@pytest.fixture
def post(city):
    """The head of the water bureau, who will be away; Wen is asked to stand in."""
    PersonFactory(username="wen", name="Wen Hai")
    return PostFactory(
        role=Role.HEAD,
        unit=Unit.objects.get(code="water"),
        person=PersonFactory(username="gao", name="Gao Yuan"),
    )


def grant(actor, post, substitute="wen", valid_from=TODAY, valid_until=BACK):
    return delegations.grant(
        actor=actor,
        post_id=post.pk,
        substitute=substitute,
        valid_from=valid_from,
        valid_until=valid_until,
        reason="Leave",
        now=NOW,
    )


def holder(post):
    return actor_of(post.person, on=TODAY)


def test_the_substitute_acts_in_the_holders_post_for_the_holder(post):
    delegation = grant(holder(post), post)

    (standing,) = actor_of(delegation.substitute, on=TODAY).standings
    assert (standing.role, standing.unit, standing.acting_for) == (Role.HEAD, "water", "Gao Yuan")


def test_the_substitute_has_nothing_once_the_holder_is_back(post):
    delegation = grant(holder(post), post)

    assert actor_of(delegation.substitute, on=BACK).standings == ()


def test_the_substitute_has_nothing_once_the_holders_post_is_over(post):
    delegation = grant(holder(post), post)
    post.valid_until = date(2026, 6, 15)
    post.save()

    assert actor_of(delegation.substitute, on=date(2026, 6, 15)).standings == ()


def test_granting_leaves_one_record_whose_body_names_nobody(post, ledger):
    delegation = grant(holder(post), post)

    (chapter,) = story([delegation.subject])
    assert ledger() == 1
    assert chapter.private == {"holder": "Gao Yuan", "substitute": "Wen Hai", "reason": "Leave"}
    assert not any(name in bytes(Record.objects.get().body) for name in (b"Gao", b"Wen", b"Leave"))


@pytest.mark.parametrize(("role", "unit"), [(Role.HEAD, "city"), (Role.SECURITY_ADMINISTRATOR, "city")])
def test_those_above_may_have_an_absence_covered(post, actor, role, unit):
    assert grant(actor(role, unit), post).pk


@pytest.mark.parametrize(("role", "unit"), [(Role.HEAD, "hechuan"), (Role.OFFICER, "water"), (Role.CLERK, "city")])
def test_others_may_not(post, actor, role, unit, ledger):
    with pytest.raises(NotPermittedError):
        grant(actor(role, unit), post)

    assert (Delegation.objects.count(), ledger()) == (0, 0)


def test_nobody_lends_themselves_the_post_of_another(post, actor):
    above = actor(Role.HEAD, "city", username="mayor")

    with pytest.raises(NotPermittedError):
        grant(above, post, substitute="mayor")


def test_a_substitute_cannot_pass_the_post_on(post):
    delegation = grant(holder(post), post)
    PersonFactory(username="third")

    with pytest.raises(NotPermittedError):
        delegations.revoke(actor=Actor(kind="person", name="third"), delegation_id=delegation.pk, now=NOW)


@pytest.mark.parametrize("role", ["system_administrator", "security_administrator", "audit_administrator"])
def test_administrators_posts_are_not_lent(city, role, ledger):
    PersonFactory(username="wen")
    admin = PostFactory(role=role, unit=city)

    with pytest.raises(delegations.AdministratorError):
        grant(holder(admin), admin)

    assert ledger() == 0


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"substitute": "gao"}, delegations.SelfError),
        ({"substitute": "nobody"}, people.PersonNotFoundError),
        ({"valid_until": TODAY}, delegations.PeriodError),
        ({"valid_from": date(2026, 5, 1), "valid_until": date(2026, 5, 2)}, delegations.PeriodError),
    ],
)
def test_a_faulty_absence_is_refused(post, ledger, changes, error):
    with pytest.raises(error):
        grant(holder(post), post, **changes)

    assert (Delegation.objects.count(), ledger()) == (0, 0)


def test_the_same_absence_is_not_granted_twice(post, ledger):
    grant(holder(post), post)

    with pytest.raises(delegations.AlreadyGrantedError):
        grant(holder(post), post, valid_from=date(2026, 6, 19), valid_until=date(2026, 6, 30))

    assert ledger() == 1


def test_a_revoked_delegation_gives_nothing(post, ledger):
    delegation = grant(holder(post), post)

    delegations.revoke(actor=holder(post), delegation_id=delegation.pk, now=NOW)

    assert actor_of(delegation.substitute, on=TODAY).standings == ()
    assert ledger() == 2


def test_it_is_revoked_once(post, ledger):
    delegation = grant(holder(post), post)
    delegations.revoke(actor=holder(post), delegation_id=delegation.pk, now=NOW)

    with pytest.raises(delegations.AlreadyOverError):
        delegations.revoke(actor=holder(post), delegation_id=delegation.pk, now=NOW)

    assert ledger() == 2


def test_there_must_be_a_post_and_a_delegation(post):
    with pytest.raises(NotFoundError):
        delegations.revoke(actor=holder(post), delegation_id=0, now=NOW)
    post.pk = 0
    with pytest.raises(NotFoundError):
        grant(holder(post), post)
