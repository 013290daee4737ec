import hashlib
from datetime import timedelta

import pytest
from tests.platform.organisation.conftest import NOW

from zeren.foundations.errors import NotPermittedError
from zeren_platform.common.actor import Actor, Role
from zeren_platform.common.problems import NotFoundError
from zeren_platform.organisation.models import AccessToken, Person
from zeren_platform.organisation.queries import actor_of_token
from zeren_platform.organisation.use_cases import tokens


@pytest.fixture
def clerk(actor):
    return actor(Role.CLERK, username="clerk", name="Clerk")


def issue(actor, name="Nightly export", days=30, scopes=("read", "write")):
    return tokens.issue(actor=actor, name=name, scopes=scopes, days=days, now=NOW)


def test_a_program_with_the_secret_acts_as_the_person(clerk):
    _token, secret = issue(clerk)

    found = actor_of_token(secret, scope="registers:read", at=NOW)

    assert (found.kind, found.name, found.standings) == ("client", "Clerk", clerk.standings)


def test_only_the_hash_of_the_secret_is_kept(clerk):
    _token, secret = issue(clerk)

    assert AccessToken.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()


def test_issuing_leaves_one_record(clerk, ledger):
    issue(clerk)

    assert ledger() == 1


@pytest.mark.parametrize(("name", "days", "field"), [("", 3, "name"), ("x", 0, "days"), ("x", 367, "days")])
def test_a_faulty_token_is_refused(clerk, ledger, name, days, field):
    with pytest.raises((tokens.NameNeededError, tokens.LifetimeError)) as caught:
        issue(clerk, name=name, days=days)

    assert (caught.value.params["field"], ledger(), AccessToken.objects.count()) == (field, 0, 0)


def test_a_program_cannot_make_itself_another_token(clerk):
    _token, secret = issue(clerk)

    with pytest.raises(NotPermittedError):
        issue(actor_of_token(secret, scope="registers:read", at=NOW))


def test_a_token_opens_nothing_after_its_time(clerk):
    _token, secret = issue(clerk, days=1)

    assert actor_of_token(secret, scope="registers:read", at=NOW + timedelta(days=1)) is None


def test_a_revoked_token_opens_nothing(clerk, ledger):
    token, secret = issue(clerk)

    tokens.revoke(actor=clerk, token_id=token.pk, now=NOW)

    assert actor_of_token(secret, scope="registers:read", at=NOW) is None
    assert ledger() == 2


def test_a_token_of_somebody_who_left_opens_nothing(clerk):
    _token, secret = issue(clerk)
    Person.objects.filter(username="clerk").update(is_active=False)

    assert actor_of_token(secret, scope="registers:read", at=NOW) is None


def test_an_unknown_secret_opens_nothing(db):
    assert actor_of_token("zeren_unknown", scope="registers:read", at=NOW) is None


def test_others_do_not_revoke_it(clerk, actor, ledger):
    token, _secret = issue(clerk)

    with pytest.raises(NotPermittedError):
        tokens.revoke(actor=actor(Role.CLERK), token_id=token.pk, now=NOW)

    assert ledger() == 1


def test_the_security_administrator_revokes_it(clerk, security_administrator):
    token, _secret = issue(clerk)

    assert tokens.revoke(actor=security_administrator, token_id=token.pk, now=NOW).revoked_at == NOW


def test_it_is_revoked_once(clerk):
    token, _secret = issue(clerk)
    tokens.revoke(actor=clerk, token_id=token.pk, now=NOW)

    with pytest.raises(tokens.AlreadyRevokedError):
        tokens.revoke(actor=clerk, token_id=token.pk, now=NOW)
    with pytest.raises(NotFoundError):
        tokens.revoke(actor=Actor.system("x"), token_id=0, now=NOW)
