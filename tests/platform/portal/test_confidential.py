"""Nothing of a confidential register is public: every address is asked, with and without knowing its name."""

import pytest
from django.urls import get_resolver, reverse

from zeren_platform.responsibilities.models import Register

SECRETS = ("Ecology list", "ecology", "Clean air", "Keep the water clean.", "The bureaus shall keep the air clean.")


@pytest.fixture
def confidential(city):
    Register.objects.update(confidential=True)
    return city


def addresses(duty, uid="00000000-0000-4000-8000-000000000000"):
    """Every public address there is, with the keys of the confidential register where one is asked for."""
    known = {"code": "ecology", "pk": duty.pk, "edition": 1, "part": 0, "uid": uid, "path": "checkpoint"}
    for pattern in portal_patterns():
        wanted = (
            pattern.pattern.converters or {"path": None}
            if "path" in str(pattern.pattern)
            else pattern.pattern.converters
        )
        yield reverse(f"portal:{pattern.name}", kwargs={name: known[name] for name in wanted})


def portal_patterns():
    return next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "portal").url_patterns


def content(answer):
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode(errors="replace")


def test_no_public_address_tells_of_it(client, confidential, duty, number_the_records):
    number_the_records()

    told = {address: content(client.get(address)) for address in addresses(duty)}

    assert [
        (address, word) for address, page in told.items() for word in SECRETS if word in page.replace(address, "")
    ] == []


@pytest.mark.parametrize("words", ["air", "water", "Ecology", "1"])
def test_no_search_finds_it(client, confidential, words):
    page = content(client.get("/", {"words": words}))

    assert [word for word in SECRETS if word in page] == []


def test_its_units_have_no_duty(client, confidential):
    assert "No duty in force names this unit" in content(client.get(reverse("portal:unit", args=["air"])))


@pytest.mark.parametrize("name", ["register", "edition", "register-csv", "register-json", "duty", "duty-json"])
def test_it_is_not_found_by_its_address(client, confidential, duty, name):
    args = {"duty": [duty.pk], "duty-json": [duty.pk], "edition": ["ecology", 1]}.get(name, ["ecology"])

    assert client.get(reverse(f"portal:{name}", args=args)).status_code == 404
