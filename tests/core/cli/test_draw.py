"""``zeren draw``, from the list to the estimate, as people type it."""

import json

import jsonschema
import pytest

from zeren.cli import main
from zeren.cli.draw_words import SENTENCES
from zeren.draw.schema import json_schema
from zeren.foundations.errors import ZerenError

SECRET = bytes(range(32)).hex()
THROWS = "31415926535897932384"
# As any node of drand publishes it.
QUICKNET_1000 = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
SCHEMA = jsonschema.Draft202012Validator(json.loads(json_schema()))
PLAN = {
    "format": "zeren-draw-plan/1",
    "draw": "2026-7",
    "design": "simple",
    "quotas": [{"quota": "≥ 30 %", "risk": "高"}, {"quota": "≥ 10 %, ≥ 2"}],
    "frozen_at": "2026-09-01T08:00:00Z",
    "disclosed_at": "2026-10-01T08:00:00Z",
}


@pytest.fixture
def zeren(tmp_path, capsys, monkeypatch):
    """Run ``zeren draw`` in a folder; give exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = main(["draw", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def drawn(zeren, tmp_path):
    """Leave all records of a draw in the folder."""
    rows = [f"OBJ-{number:02d},望潮区,{'高' if number % 3 == 0 else '低'}" for number in range(30)]
    (tmp_path / "list.csv").write_text("\n".join(["id,stratum,risk", *rows]), encoding="utf-8-sig")
    (tmp_path / "secret").write_text(SECRET)
    committed = zeren("commit", "secret", "--draw", "2026-7")[1].strip()
    contributed = zeren("commit", "secret", "--draw", "2026-7", "--name", "人大")[1].strip()
    rules = {
        "commitment": committed,
        "contributors": [{"name": "人大", "commitment": contributed}],
        "reveal_by": "2026-09-02T08:00:00Z",
        "sources": [{"kind": "dice", "name": "town hall", "at": "2026-09-02T09:00:00Z"}],
    }
    (tmp_path / "plan.json").write_text(json.dumps({**PLAN, "seed": rules}), encoding="utf-8")
    reveal = ["--reveal", "人大", "secret", "2026-09-02T07:00:00Z"]
    for name, words in {
        "freeze.json": ["freeze", "list.csv", "plan.json"],
        "seed.json": ["seed", "freeze.json", "--secret", "secret", "--value", THROWS, *reveal],
        "result.json": ["run", "freeze.json", "seed.json", "list.csv", "--format", "json"],
    }.items():
        code, said, errors = zeren(*words)
        assert (code, errors) == (0, "")
        (tmp_path / name).write_text(said, encoding="utf-8")
    selected = [one["id"] for cell in json.loads(said)["cells"] for one in cell["drawn"]]
    rows = [f"{name},{'violation' if place == 0 else 'none'}" for place, name in enumerate(selected)]
    (tmp_path / "outcomes.csv").write_text("\n".join(["id,finding", *rows]), encoding="utf-8")
    return tmp_path


VERIFY = ("verify", "freeze.json", "seed.json", "result.json", "list.csv")
ESTIMATE = ("estimate", "freeze.json", "result.json", "list.csv", "outcomes.csv")
CHANGE = ("change", "freeze.json", "seed.json", "result.json", "list.csv", "--reason", "closed")


def test_a_draw_from_beginning_to_end_holds(zeren, drawn):
    code, said, _ = zeren(*VERIFY, "--outcomes", "outcomes.csv", "--witnessed-at", "2026-09-01T09:00:00Z")

    assert code == 0
    assert "The draw 2026-7 holds" in said
    assert "Not checked" not in said


def test_what_was_not_checked_is_said(zeren, drawn):
    assert zeren(*VERIFY)[1].count("Not checked") == 2


@pytest.mark.parametrize("name", ["freeze.json", "seed.json", "result.json", "plan.json"])
def test_records_fit_the_schema(drawn, name):
    SCHEMA.validate(json.loads((drawn / name).read_text("utf-8")))


@pytest.mark.parametrize("words", [(*ESTIMATE, "--format", "json"), ("plan", "--size", "30", "--format", "json")])
def test_answers_fit_the_schema(zeren, drawn, words):
    SCHEMA.validate(json.loads(zeren(*words)[1]))


def test_the_schema_is_printed(zeren):
    assert json.loads(zeren("schema")[1])["title"] == "Records of a draw"


def test_a_table_tells_who_was_drawn(zeren, drawn):
    said = zeren("run", "freeze.json", "seed.json", "list.csv")[1]

    assert "望潮区 · 高: 3 of 10 (quota ≥ 30 %)" in said
    assert "望潮区 · 低: 2 of 20 (quota ≥ 10 %, ≥ 2)" in said


def test_a_table_tells_what_follows_for_all(zeren, drawn):
    said = zeren(*ESTIMATE)[1].splitlines()

    assert said[0].split()[:3] == ["objects", "drawn", "inspected"]
    assert said[3].split()[:5] == ["all", "30", "5", "5", "1"]


def test_a_table_tells_what_a_sample_can_conclude(zeren):
    said = zeren("plan", "--size", "1000", "--take", "30", "--within", "5")[1].splitlines()

    assert said[1].split()[:4] == ["30", "1000", "93", "(9.3"]
    assert said[2].split()[0] == "278"


def test_a_replacement_is_verified_and_shown(zeren, drawn):
    first = json.loads((drawn / "result.json").read_text("utf-8"))["cells"][0]["drawn"][0]["id"]

    code, said, _ = zeren(*CHANGE, "--replace", first)
    (drawn / "result.json").write_text(said, encoding="utf-8")

    assert code == 0
    assert zeren(*VERIFY)[0] == 0
    SCHEMA.validate(json.loads(said))


def test_an_extension_is_verified(zeren, drawn):
    said = zeren(*CHANGE, "--extend", "望潮区", "低")[1]
    (drawn / "result.json").write_text(said, encoding="utf-8")

    assert zeren(*VERIFY)[0] == 0


@pytest.fixture
def assigned(zeren, drawn):
    """Freeze a roster with the draw, and assign from it."""
    inspectors = [{"id": f"I{number}", "qualifications": ["fire"]} for number in range(5)]
    roster = {"format": "zeren-draw-roster/1", "each": 2, "inspectors": inspectors, "recusals": [], "needed": []}
    (drawn / "roster.json").write_text(json.dumps(roster), encoding="utf-8")
    reveal = ("--reveal", "人大", "secret", "2026-09-02T07:00:00Z")
    for name, words in {
        "freeze.json": ["freeze", "list.csv", "plan.json", "--roster", "roster.json"],
        "seed.json": ["seed", "freeze.json", "--secret", "secret", "--value", THROWS, *reveal],
        "result.json": ["run", "freeze.json", "seed.json", "list.csv", "--format", "json"],
        "assignment.json": ["assign", "freeze.json", "seed.json", "result.json", "roster.json"],
    }.items():
        code, said, errors = zeren(*words)
        assert (code, errors) == (0, "")
        (drawn / name).write_text(said, encoding="utf-8")
        SCHEMA.validate(json.loads(said))
    SCHEMA.validate(roster)
    return drawn


def test_who_inspects_what_is_verified(zeren, assigned):
    code, said, _ = zeren(*VERIFY, "--inspectors", "roster.json", "assignment.json")

    assert code == 0
    assert "No assignment of inspectors is more even, and none as even is cheaper." in said


def test_a_recusal_added_after_the_freeze_is_told(zeren, assigned):
    roster = json.loads((assigned / "roster.json").read_text("utf-8"))
    roster["recusals"] = [{"object": "OBJ-00", "inspector": "I0"}]
    (assigned / "roster.json").write_text(json.dumps(roster), encoding="utf-8")

    code, _, errors = zeren(*VERIFY, "--inspectors", "roster.json", "assignment.json")

    assert code == 1
    assert "the step roster" in errors


def test_an_assignment_that_was_not_checked_is_named(zeren, assigned):
    assert "Not checked: who inspects what" in zeren(*VERIFY)[1]


def test_a_changed_list_is_told_in_a_sentence(zeren, drawn):
    rows = (drawn / "list.csv").read_text("utf-8").replace("OBJ-07", "OBJ-97")
    (drawn / "list.csv").write_text(rows, encoding="utf-8")

    code, _, errors = zeren(*VERIFY)

    assert code == 1
    assert errors.startswith("zeren draw: the list is not the one that was frozen")


def test_a_second_freeze_is_told(zeren, drawn):
    other = (drawn / "freeze.json").read_text("utf-8").replace("2026-09-01T08:00:00Z", "2026-09-01T08:00:01Z")
    (drawn / "other.json").write_text(other, encoding="utf-8")

    code, _, errors = zeren(*VERIFY, "--other", "other.json")

    assert code == 1
    assert "frozen more than once" in errors


def test_a_missing_outcome_is_told(zeren, drawn):
    rows = (drawn / "outcomes.csv").read_text("utf-8").splitlines()
    (drawn / "outcomes.csv").write_text("\n".join(rows[:-1]), encoding="utf-8")

    code, _, errors = zeren(*ESTIMATE)

    assert code == 1
    assert "1 missing" in errors


def test_an_unknown_contributor_is_told(zeren, drawn):
    reveal = ("--reveal", "nobody", "secret", "2026-09-02T07:00:00Z")

    code, _, errors = zeren("seed", "freeze.json", "--secret", "secret", "--value", THROWS, *reveal)

    assert (code, errors) == (2, "zeren draw: the freeze names no contributor nobody.\n")


def test_identifiers_that_look_alike_are_warned_of(zeren, drawn):
    rows = (drawn / "list.csv").read_text("utf-8") + "\nobj-07,望潮区,低"
    (drawn / "list.csv").write_text(rows, encoding="utf-8")

    code, _, errors = zeren("freeze", "list.csv", "plan.json")

    assert code == 0
    assert "OBJ-07 and obj-07 look alike" in errors


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("id\na\na", "stands on the list twice"),
        ("id\na\n\uff41", "differ only in the width"),
        ("id,weight\na,-1", "a weight of digits"),
        ("id,weight\na,0", "is no whole number from 1"),
        ("id,size\na,3", "columns"),
        ("id,risk\na", "one field a column"),
        ("id\n\u200b", "cannot name an object"),
        ('id\n"a"b', "CSV"),
        ("id,weight\na," + "9" * 5000, "a weight of digits"),
        ("id,stratum\na,A\nb,\uff21", "differ only in the width"),
    ],
)
def test_a_list_that_cannot_be_frozen_is_told(zeren, drawn, rows, told):
    (drawn / "list.csv").write_text(rows, encoding="utf-8")

    code, said, errors = zeren("freeze", "list.csv", "plan.json")

    assert (code, said) == (2, "")
    assert told in errors


@pytest.mark.parametrize("name", ["freeze.json", "seed.json", "result.json"])
@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "zeren-draw-freeze/1"}', '{"a": 1.5}', "\ufeff{}", "9" * 5000]
)
def test_a_damaged_record_is_told(zeren, drawn, name, text):
    (drawn / name).write_text(text, encoding="utf-8")

    code, _, errors = zeren(*VERIFY)

    assert code == 2
    assert errors.startswith(f"zeren draw: {name}: ")


def test_a_missing_file_is_told(zeren, drawn):
    (drawn / "seed.json").unlink()

    assert zeren(*VERIFY)[2] == "zeren: seed.json: there is no such file; check the name and the folder.\n"


def test_a_step_is_needed(zeren):
    assert zeren()[0] == 2


@pytest.mark.parametrize("wrong", ["sure", "1e999999", "-5", "0", "100"])
def test_confidence_is_a_number_of_percent(zeren, wrong):
    assert zeren("plan", "--size", "10", f"--confidence={wrong}")[0] == 2


def test_json_lists_are_read(zeren, drawn):
    listed = {
        "format": "zeren-draw-list/1",
        "entries": [{"id": f"OBJ-{n:02d}", "risk": "高", "weight": 2} for n in range(9)],
    }
    (drawn / "list.json").write_text(json.dumps(listed), encoding="utf-8")
    plan = json.loads((drawn / "plan.json").read_text("utf-8"))
    (drawn / "plan.json").write_text(json.dumps({**plan, "quotas": [{"quota": "3"}]}), encoding="utf-8")

    code, said, _ = zeren("freeze", "list.json", "plan.json")

    assert code == 0
    assert json.loads(said)["cells"][0]["weight"] == "18"
    SCHEMA.validate(listed)


def test_every_error_of_a_draw_has_its_sentence():
    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    codes = {kind.code for kind in below(ZerenError) if kind.__module__.startswith("zeren.draw.")}

    assert codes
    assert codes - SENTENCES.keys() <= {"draw.invalid_sample", "draw.invalid_pool", "draw.not_in_list"}


@pytest.fixture
def by_drand(zeren, tmp_path):
    """Leave a draw in the folder that a round of quicknet decided; give a way to verify it with another value."""
    (tmp_path / "list.csv").write_text(
        "\n".join(["id", *(f"OBJ-{number:02d}" for number in range(30))]), encoding="utf-8"
    )
    (tmp_path / "secret").write_text(SECRET)
    source = {"kind": "drand", "name": "quicknet", "at": "2023-08-23T15:59:24Z", "round": 1000}
    rules = {
        "commitment": zeren("commit", "secret", "--draw", "2026-7")[1].strip(),
        "contributors": [],
        "reveal_by": "2023-08-23T12:00:00Z",
        "sources": [source],
    }
    plan = {
        **PLAN, "quotas": [{"quota": "10 %"}], "seed": rules,
        "frozen_at": "2023-08-23T08:00:00Z", "disclosed_at": "2023-09-23T08:00:00Z",
    }  # fmt: skip
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    def verified(value):
        for name, words in {
            "freeze.json": ["freeze", "list.csv", "plan.json"],
            "seed.json": ["seed", "freeze.json", "--secret", "secret", "--value", value],
            "result.json": ["run", "freeze.json", "seed.json", "list.csv", "--format", "json"],
        }.items():
            code, said, errors = zeren(*words)
            assert (code, errors) == (0, "")
            (tmp_path / name).write_text(said, encoding="utf-8")
        return zeren(*VERIFY)

    return verified


def test_a_value_that_drand_signed_is_said_to_be(by_drand):
    code, said, _ = by_drand(QUICKNET_1000)

    assert code == 0
    assert "The value is what the drand chain quicknet signed in round 1000." in said


def test_a_value_that_drand_did_not_sign_fails(by_drand):
    code, said, errors = by_drand(QUICKNET_1000[::-1])

    assert (code, said) == (1, "")
    assert "not what the drand chain quicknet signed in round 1000" in errors
