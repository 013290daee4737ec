"""A visitor checks a proof in the browser: what is true stands, what was changed does not, and no server is asked."""

import base64
import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from tests.journeys.visiting import faults_of, overflow_of

from zeren.merkle import LogProof
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_words import CHINESE, ENGLISH
from zeren.merkle.keys import KeyKind
from zeren.merkle.signatures import SigningKey

pytestmark = pytest.mark.journey
ZIP = "application/zip"
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@pytest.fixture
def words(language):
    return {"en": ENGLISH, "zh": CHINESE}[language]


@pytest.fixture
def proof(visit):
    """The address of the proof of an act on a public time line, and its bytes."""
    page = visit()
    page.goto("/portal/duties/1/")
    page.locator(".timeline a[href*='/log/verify/']").first.click()
    page.locator(".check-result").wait_for()
    address = page.locator("#fetched a").get_attribute("href")
    data = page.request.get(address).body()
    page.context.close()
    return address, data


@pytest.fixture
def asked(visit):
    """A page of the check without an act, and the requests that it makes once it stands."""
    page = visit()
    page.goto("/log/verify/")
    page.wait_for_load_state("networkidle")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.context.set_offline(True)
    return page, requests


def choose(page, data, name="record.zip"):
    page.locator("#bundle").set_input_files({"name": name, "mimeType": ZIP, "buffer": data})
    page.locator(".check-result").wait_for()


def failed(page):
    """Name the steps that failed, as the page numbers them."""
    return page.locator(".check-steps > li").evaluate_all(
        "(steps) => steps.map((step, place) => [step.dataset.outcome, place]).filter(([one]) => one === 'failed').map(([, place]) => place)"
    )


@LANGUAGES
def test_an_act_is_checked_from_its_time_line_with_one_question_to_our_server(visit, proof, words):
    page, requests = visit(), []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/portal/duties/1/")
    page.locator(".timeline a[href*='/log/verify/']").first.click()

    expect(page.locator(".check-result")).to_have_text(words.verified_by_own_keys)

    assert [url for url in requests if "/log/proofs/" in url] == [page.url.split("/log/")[0] + proof[0]]
    expect(page.locator(".check-from")).to_contain_text(proof[0])
    expect(page.locator("#findings")).to_contain_text(words.never[0])
    before = len(requests)
    page.locator("#policy").fill("quorum none")
    expect(page.locator(".check-result")).to_have_attribute("data-state", "no")
    assert len(requests) == before


@LANGUAGES
def test_a_bundle_of_ones_own_is_checked_without_a_network(asked, proof, words):
    page, requests = asked

    choose(page, proof[1])

    expect(page.locator(".check-result")).to_have_text(words.verified_by_own_keys)
    assert requests == []


def test_a_bundle_that_is_dropped_on_the_page_is_checked(asked, proof):
    page, _requests = asked
    written = base64.b64encode(proof[1]).decode()
    dropped = page.evaluate_handle(
        """(written) => {
          const held = new DataTransfer();
          held.items.add(new File([Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0))], "dropped.zip"));
          return held;
        }""",
        written,
    )

    page.locator("main").dispatch_event("drop", {"dataTransfer": dropped})

    expect(page.locator(".check-result")).to_have_attribute("data-state", "yes")
    expect(page.locator(".check-from")).to_contain_text("dropped.zip")


def with_proof(bundle, change):
    return replace(bundle, proof=change(bundle.proof))


def another_signature(proof):
    line = re.search("— [^ ]+ (.+)\n".encode(), proof)
    signature = bytearray(base64.b64decode(line[1]))
    signature[-1] ^= 1
    return proof.replace(line[1], base64.b64encode(signature))


def another_index(proof):
    return re.sub(rb"index (\d+)", lambda found: b"index %d" % (int(found[1]) ^ 1), proof)


def another_size(proof):
    size = LogProof.from_bytes(proof).checkpoint().size
    return proof.replace(b"\n%d\n" % size, b"\n%d\n" % (size + 1))


def another_hash(proof):
    return re.sub(rb"(index \d+\n)[^\n]+", lambda found: found[1] + base64.b64encode(bytes(32)), proof)


def another_key(bundle):
    origin = LogProof.from_bytes(bundle.proof).checkpoint().origin
    key = SigningKey(name=origin, kind=KeyKind.ED25519, seed=b"x" * 32).verifier().to_text()
    return replace(bundle, policy=f"log {key}\nquorum none\n".encode())


ARCHIVE, RECORD, INCLUSION, LOG, PAYLOAD = 0, 1, 4, 5, 7
CHANGES = {
    "another record": (
        lambda it: replace(it, body=it.body.replace(b'"version":1', b'"version":2')),
        {RECORD, INCLUSION},
    ),
    "another fact": (lambda it: replace(it, body=it.body.replace(b'"subject":"', b'"subject":"x')), {INCLUSION}),
    "another payload": (lambda it: replace(it, payload=b"{}", key=bytes(32)), {PAYLOAD}),
    "another index": (lambda it: with_proof(it, another_index), {INCLUSION}),
    "another hash in the proof": (lambda it: with_proof(it, another_hash), {INCLUSION}),
    "another checkpoint": (lambda it: with_proof(it, another_size), {LOG}),
    "another signature": (lambda it: with_proof(it, another_signature), {LOG}),
    "another key": (another_key, {LOG}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_bundle_that_was_changed_does_not_stand(asked, proof, name):
    page, requests = asked
    change, steps = CHANGES[name]

    choose(page, change(Bundle.from_bytes(proof[1])).to_bytes())

    expect(page.locator(".check-result")).to_have_attribute("data-state", "no")
    assert steps <= set(failed(page))
    assert requests == []


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_bundle_that_was_cut_off_does_not_stand(asked, proof, share):
    page, _requests = asked

    choose(page, proof[1][: int(len(proof[1]) * share)])

    expect(page.locator(".check-result")).to_have_attribute("data-state", "no")
    assert failed(page) == [ARCHIVE]


def test_the_keys_that_the_visitor_trusts_decide(asked, proof, tmp_path):
    page, _requests = asked
    bundle = Bundle.from_bytes(proof[1])
    choose(page, proof[1])

    page.locator("#policy_file").set_input_files(
        {"name": "policy", "mimeType": "text/plain", "buffer": another_key(bundle).policy}
    )
    expect(page.locator(".check-result")).to_have_attribute("data-state", "no")
    page.locator("#policy").fill(bundle.policy.decode())

    expect(page.locator(".check-result")).to_have_text(ENGLISH.verified)


@LANGUAGES
def test_the_page_that_is_kept_as_a_file_needs_no_network(visit, proof, words, tmp_path):
    page = visit()
    page.goto("/log/verify/")
    with page.expect_download() as kept:
        page.locator("a[href='/log/verify/page.html']").click()
    place = tmp_path / kept.value.suggested_filename
    kept.value.save_as(place)
    page.context.set_offline(True)
    page.goto(place.as_uri())

    choose(page, proof[1])
    expect(page.locator(".check-result")).to_have_text(words.verified_by_own_keys)
    choose(page, with_proof(Bundle.from_bytes(proof[1]), another_signature).to_bytes(), "changed.zip")
    expect(page.locator(".check-result")).to_have_attribute("data-state", "no")
    assert faults_of(page) == []


@LANGUAGES
@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_found_is_readable_for_everybody(visit, proof, language, width):
    page = visit(width=width)
    page.goto("/log/verify/" + proof[0].rpartition("/")[2].removesuffix(".zip") + "/")
    page.locator(".check-result").wait_for()
    page.locator("#findings summary").click()

    assert faults_of(page) == []
    assert overflow_of(page) <= 0


def test_without_scripts_the_page_says_what_else_checks(visit):
    page = visit(script=False)
    page.goto("/log/verify/")

    expect(page.locator("#unscripted")).to_contain_text("zeren verify")
