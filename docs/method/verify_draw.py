# A program in one file, for people to read from top to bottom.
# ruff: noqa: ANN001, ANN002, ANN201, D103, INP001, PLR2004, PTH123, T201
"""Check a draw without zeren: one file, Python's own library, written from docs/method/draw.md alone.

    python verify_draw.py FREEZE SEED RESULT LIST      files of JSON
    python verify_draw.py --lines < FILE               one object a line: {"freeze", "seed", "result", "list"}

Says "holds", or "fails: STEP" with the step of docs/method/draw.md, section 8. Exit code 0 if everything holds.
"""

import json
import re
import sys
import unicodedata
from fractions import Fraction
from hashlib import sha256

ONE = 2**257
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
QUOTA = re.compile(
    r"(≥|>=|≤|<=|不少于|不低于|至少|不超过|不高于|至多|at least|at most|no more than)?"
    r"\s*([0-9]+(?:\.[0-9]+)?)\s*(%|‰|家|户|个|件|objects?)?",
    re.IGNORECASE,
)
AT_MOST = {"≤", "<=", "不超过", "不高于", "至多", "at most", "no more than"}
VALUES = {"drand": r"[0-9a-f]{96}|[0-9a-f]{192}", "dice": r"[0-9]{20}", "lottery": r"[0-9]+([ .,/][0-9]+)*"}
KINDS = {"simple", "batches", "systematic", "poisson", "pareto"}


class Fails(Exception):  # noqa: N818 - it is what the program says
    """The draw does not hold; the argument is the step."""


def ask(holds, step):
    if not holds:
        raise Fails(step)


# Hashing (section 2)


def lp(part):
    return len(part).to_bytes(4, "big") + part


def digest(purpose, *parts):
    return sha256(b"zeren-draw/v1/" + purpose.encode() + b"\0" + b"".join(map(lp, parts))).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def root(level):
    while len(level) > 1:
        pairs = [sha256(b"\1" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + (level[-1:] if len(level) % 2 else [])
    return level[0] if level else sha256(b"").digest()


# The list (section 3)


def read_list(listed):
    entries = [
        {"id": e["id"], "stratum": e.get("stratum", ""), "risk": e.get("risk", ""), "weight": e.get("weight", 1)}
        for e in listed["entries"]
    ]
    for entry in entries:
        for name in ("id", "stratum", "risk"):
            ask(isinstance(entry[name], str), "record")
            entry[name] = unicodedata.normalize("NFC", entry[name])
        ask(type(entry["weight"]) is int and 1 <= entry["weight"] < 2**53 and entry["id"], "record")
    shapes = [unicodedata.normalize("NFKC", entry["id"]) for entry in entries]
    ask(len(set(shapes)) == len(shapes), "record")
    return sorted(entries, key=lambda entry: entry["id"].encode())


def leaf(entry):
    texts = b"".join(lp(entry[name].encode()) for name in ("id", "stratum", "risk"))
    return sha256(b"\0" + texts + entry["weight"].to_bytes(8, "big")).digest()


# The freeze (section 4)


def quota(text, size):
    share, at_most, count = Fraction(0), False, 0
    for part in re.split(r"\s*(?:,|;|、|且|并且|并|和|\band\b)\s*", unicodedata.normalize("NFKC", text).strip()):
        found = QUOTA.fullmatch(part.strip())
        ask(found, "record")
        if found[3] in {"%", "‰"}:
            share = Fraction(found[2]) / (100 if found[3] == "%" else 1000)
            at_most = (found[1] or "").lower() in AT_MOST
        else:
            count = int(found[2])
    product = share * size
    return max(int(product) if at_most else -int(-product // 1), count)


def check_freeze(freeze):
    rules = freeze["seed"]
    moments = [freeze["frozen_at"], rules["reveal_by"], *(source["at"] for source in rules["sources"])]
    ask(all(MOMENT.fullmatch(one) for one in [*moments, freeze["disclosed_at"]]), "record")
    ask(freeze["format"] == "zeren-draw-freeze/1" and freeze["design"] in KINDS, "record")
    ask(freeze["frozen_at"] < rules["reveal_by"] < min(moments[2:]), "record")
    ask(freeze["disclosed_at"] > max(moments), "record")
    ask((freeze["design"] == "batches") == (freeze["batch"] > 0), "record")
    names = [(cell["stratum"], cell["risk"]) for cell in freeze["cells"]]
    ask(names == sorted(set(names)), "record")
    ask(sum(cell["size"] for cell in freeze["cells"]) == freeze["list"]["size"] > 0, "record")
    for cell in freeze["cells"]:
        ask(quota(cell["quota"], cell["size"]) == cell["take"] <= cell["size"], "record")
        ask(freeze["design"] != "batches" or cell["take"] == cell["size"], "record")


def check_list(freeze, entries):
    ask(len(entries) == freeze["list"]["size"], "list")
    ask(root([leaf(entry) for entry in entries]).hex() == freeze["list"]["root"], "list")
    cells = {}
    for entry in entries:
        cells.setdefault((entry["stratum"], entry["risk"]), []).append(entry)
    for cell in freeze["cells"]:
        found = cells.get((cell["stratum"], cell["risk"]), [])
        ask(len(found) == cell["size"], "strata")
        ask(sum(entry["weight"] for entry in found) == int(cell["weight"]), "strata")
    return cells


# The seed (section 5)


def check_seed(freeze, seed, frozen):
    rules, secret = freeze["seed"], bytes.fromhex(seed["secret"])
    ask(seed["format"] == "zeren-draw-seed/1", "record")
    ask(seed["freeze"] == frozen.hex(), "freeze")
    check_commitment(freeze, "organiser", secret, rules["commitment"])
    for who, reveal in zip(rules["contributors"], seed["reveals"], strict=False):
        if reveal["secret"]:
            check_commitment(freeze, who["name"], bytes.fromhex(reveal["secret"]), who["commitment"])
            ask(reveal["at"] <= rules["reveal_by"], "reveal")
    ask(len(seed["reveals"]) == len(rules["contributors"]), "source")
    ask(all(reason.strip() for reason in seed["failed"]) and len(seed["failed"]) < len(rules["sources"]), "source")
    kind = rules["sources"][len(seed["failed"])]["kind"]
    ask(re.fullmatch(VALUES[kind], seed["value"]), "source")
    spoken = sha256(bytes.fromhex(seed["value"])).digest() if kind == "drand" else seed["value"].encode()
    reveals = [bytes.fromhex(reveal["secret"]) for reveal in seed["reveals"]]
    return digest("seed", frozen, spoken, secret, len(reveals).to_bytes(4, "big") + b"".join(map(lp, reveals)))


def check_commitment(freeze, name, secret, committed):
    ask(len(secret) >= 16, "commitment")
    ask(digest("commitment", freeze["draw"].encode(), name.encode(), secret).hex() == committed, "commitment")


# Tickets and designs (sections 6 and 7)


def choose(design, entries, take, key, cell):
    """Give those drawn, those waiting and what the latter are ranked by."""
    rows = [(sha256(key + entry["id"].encode()).digest(), entry["id"], entry["weight"]) for entry in entries]
    rows.sort()
    odd = {row[1]: 2 * int.from_bytes(row[0], "big") + 1 for row in rows}
    if design in {"simple", "batches"}:
        return rows[:take], rows[take:], [Fraction(odd[row[1]], ONE) for row in rows[take:]]
    certain, rest, left = take_all(rows, take)
    total = sum(row[2] for row in rest)
    if design == "poisson":
        return sorted(certain + [r for r in rest if odd[r[1]] * total < left * r[2] * ONE]), [], []
    if design == "systematic":
        start = digest("start", key, cell["stratum"].encode(), cell["risk"].encode())
        mark, passed, chosen = (2 * int.from_bytes(start, "big") + 1) * total, 0, []
        for row in rest:
            passed += left * row[2]
            if mark < passed * ONE:
                chosen.append(row)
                mark += total * ONE
        return sorted(certain + chosen), [], []
    ranks = {
        row[1]: Fraction(odd[row[1]] * (total - left * row[2]), (ONE - odd[row[1]]) * left * row[2])
        for row in (rest if left else [])
    }
    order = sorted((row for row in rest if left), key=lambda row: (ranks[row[1]], row[0]))
    return certain + order[:left], order[left:], [ranks[row[1]] for row in order[left:]]


def take_all(rows, take):
    large = sorted(rows, key=lambda row: (-row[2], row[1].encode()))
    total, left, certain = sum(row[2] for row in rows), take, set()
    for row in large:
        if not left or left * row[2] < total:
            break
        certain.add(row[1])
        total, left = total - row[2], left - 1
    return [row for row in rows if row[1] in certain], [row for row in rows if row[1] not in certain], left


# The result (section 8)


def check_result(freeze, result, frozen, cells, key):
    ask(result["format"] == "zeren-draw-result/1", "record")
    ask(result["freeze"] == frozen.hex(), "result")
    ask(len(result["cells"]) == len(freeze["cells"]), "strata")
    for cell, found in zip(freeze["cells"], result["cells"], strict=True):
        name = (cell["stratum"], cell["risk"])
        ask((found["stratum"], found["risk"]) == name, "strata")
        drawn, waiting, values = choose(freeze["design"], cells[name], cell["take"], key, cell)
        told = [(bytes.fromhex(one["ticket"]), one["id"]) for one in found["drawn"]]
        ask(told == [row[:2] for row in drawn], "selection")
        selected = [row[1] for row in drawn]
        for place, change in enumerate(found["changes"]):
            ask(freeze["design"] in {"simple", "pareto"} and place < len(waiting), "changes")
            ask(change["added"] == waiting[place][1] and change["reason"], "changes")
            if change["removed"]:
                ask(change["removed"] in selected and change["reason"] in freeze["reasons"], "changes")
                selected.remove(change["removed"])
            selected.append(change["added"])
        count = len(found["changes"])
        ask(found["threshold"] == (str(values[count]) if count < len(values) else ""), "threshold")


def verify(freeze, seed, result, listed):
    """Raise Fails at the first step that does not hold."""
    try:
        check_freeze(freeze)
        cells = check_list(freeze, read_list(listed))
        frozen = digest("freeze", canonical(freeze))
        key = digest("ticket", freeze["role"].encode(), check_seed(freeze, seed, frozen))
        check_result(freeze, result, frozen, cells, key)
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        raise Fails("record") from failure


def verdict(freeze, seed, result, listed):
    """Say "holds" or "fails: STEP"."""
    try:
        verify(freeze, seed, result, listed)
    except Fails as failure:
        return f"fails: {failure}"
    return "holds"


def main(words):
    if words == ["--lines"]:
        told = [json.loads(line) for line in sys.stdin if line.strip()]
        verdicts = [verdict(one["freeze"], one["seed"], one["result"], one["list"]) for one in told]
    elif len(words) == 4:
        records = []
        for name in words:
            with open(name, encoding="utf-8") as file:
                records.append(json.load(file))
        verdicts = [verdict(*records)]
    else:
        print(__doc__)
        return 2
    print("\n".join(verdicts))
    return 0 if all(one == "holds" for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
