"""A register of 100,000 duties out as XLSX, and in again: processor time and peak memory, beside openpyxl alone.

Usage: python -P benchmarks/import.py [ROWS]
openpyxl alone writes the same cells in its write-only mode, and reads them in its read-only mode; it neither reads
what they mean nor compares nor keeps them. Each step runs in a process of its own, on SQLite in a new folder.
"""

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

ROWS: Final = 100_000
MEGABYTE: Final = 1024


def main(rows: int) -> None:
    """Run every step, and print what it took and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
            "ZEREN_SECRET_KEY": "benchmark-only-" + "x" * 50,
            "ZEREN_SECURE": "no",
            "ZEREN_DATABASE": f"sqlite:///{folder}/register.sqlite3",
            "BENCHMARK_FOLDER": folder,
        }
        steps = (fill, write_openpyxl, export, read_openpyxl, preview, apply, preview_again, undo)
        found = {step.__name__: measured(step, rows) for step in steps}
    for name, (seconds, megabytes, told) in found.items():
        print(f"{name:<16} {seconds:8.1f} s CPU {megabytes:8.0f} MB  {told}")
    # Beside writing, ours reads the draft; that of openpyxl is the writing alone, from rows in memory.
    wrote, read = float(str(found["write_openpyxl"][2])), found["read_openpyxl"][0]
    print(f"export / openpyxl writing:            {found['export'][0] / wrote:.2f}")
    print(f"preview / openpyxl reading:           {found['preview'][0] / read:.2f}")
    print(f"preview and apply / openpyxl reading: {(found['preview'][0] + found['apply'][0]) / read:.2f}")


def measured(step: Callable[[int], object], rows: int) -> tuple[float, float, object]:
    """Run a step in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(step, rows, theirs))
    process.start()
    told: tuple[float, float, object] = ours.recv()
    process.join()
    return told


def _run(step: Callable[[int], object], rows: int, answer: Connection) -> None:
    import django  # noqa: PLC0415 - each process sets it up for itself

    django.setup()
    begun = time.process_time()
    told = step(rows)
    taken = time.process_time() - begun
    answer.send((taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, told))


def fill(rows: int) -> int:
    """Make a draft with so many duties of sixty units."""
    house = _house()
    house.call_command("migrate", verbosity=0)
    city = house.Unit.objects.create(code="binhai", name="Binhai", kind="city", path="/binhai/")
    units = house.Unit.objects.bulk_create(
        house.Unit(code=f"unit-{n}", name=f"第{n}局", kind="department", path=f"/binhai/unit-{n}/", position=n)
        for n in range(60)
    )
    register = house.Register.objects.create(code="large", kind="other", title="大清单", unit=city, opened_at=house.now)
    edition = house.Edition.objects.create(register=register, number=1)
    text = "加强大气污染防治，按月报送进展情况，落实第{}项措施，并接受随机抽查。"
    for start in range(0, rows, 1000):
        duties = house.Duty.objects.bulk_create(
            house.Duty(
                edition=edition, number=str(n + 1), position=n + 1, title=f"措施{n + 1}", text=text.format(n + 1),
                field=f"领域{n % 40}", basis="《中华人民共和国大气污染防治法》第七条", cycle="monthly", points="7.5",
            )
            for n in range(start, min(start + 1000, rows))
        )  # fmt: skip
        house.Assignment.objects.bulk_create(
            house.Assignment(duty=duty, edition=edition, unit=units[(place + part) % 60], role=role)
            for place, duty in enumerate(duties)
            for part, role in enumerate(("lead", "support", "territorial"))
        )
    return rows


def export(_rows: int) -> int:
    """Write the draft as XLSX."""
    house = _house()
    edition = house.Edition.objects.get()
    table = house.queries.duties_table(edition, edition.duties.all())
    with _file("ours").open("wb") as target:
        house.writing.write(table, target, form="xlsx")
    return _file("ours").stat().st_size


def write_openpyxl(_rows: int) -> float:
    """Write the same cells with openpyxl alone."""
    house = _house()
    edition = house.Edition.objects.get()
    rows = [list(row) for row in house.queries.duties_table(edition, edition.duties.all()).rows()]
    before = time.process_time()
    book = house.openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(_file("alone"))
    return round(time.process_time() - before, 2)


def read_openpyxl(_rows: int) -> int:
    """Read the file with openpyxl alone, row by row."""
    book = _house().openpyxl.load_workbook(_file("ours"), read_only=True)
    return sum(1 for _row in book.active.iter_rows(values_only=True))


def preview(_rows: int) -> dict[str, int]:
    """Lay the file, every tenth duty changed and every hundredth new, beside the draft."""
    house = _house()
    edition = house.Edition.objects.get()
    edition.duties.filter(position__endswith="7").update(text="旧")
    house.Duty.objects.filter(edition=edition, position__endswith="00").delete()
    content = _file("ours").read_bytes()
    file = house.files.put_in(
        actor=house.actor, edition_id=edition.pk, content=content, file_name="large.xlsx", at=house.now
    )
    counts: dict[str, int] = file.counts
    return counts


def apply(_rows: int) -> int:
    """Apply it."""
    house = _house()
    file = house.Import.objects.latest("pk")
    house.importing.apply(actor=house.actor, import_id=file.pk, now=house.now)
    return int(house.Duty.objects.count())


def preview_again(_rows: int) -> dict[str, int]:
    """Lay the same file beside the draft that it was applied to."""
    house = _house()
    edition = house.Edition.objects.get()
    file = house.files.put_in(
        actor=house.actor,
        edition_id=edition.pk,
        content=_file("ours").read_bytes(),
        file_name="large.xlsx",
        at=house.now,
    )
    counts: dict[str, int] = file.counts
    return counts


def undo(_rows: int) -> int:
    """Put the draft back."""
    house = _house()
    file = house.Import.objects.filter(state="applied").latest("pk")
    house.importing.undo(actor=house.actor, import_id=file.pk, now=house.now)
    return int(house.Duty.objects.count())


def _file(name: str) -> Path:
    return Path(os.environ["BENCHMARK_FOLDER"]) / f"{name}.xlsx"


def _house() -> Any:
    """Import the platform, now that the environment is complete."""
    import openpyxl  # noqa: PLC0415 - Django is set up by now
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from zeren_platform.common.actor import Actor  # noqa: PLC0415 - Django is set up by now
    from zeren_platform.organisation.models import Unit  # noqa: PLC0415 - Django is set up by now
    from zeren_platform.responsibilities import models, queries  # noqa: PLC0415 - Django is set up by now
    from zeren_platform.responsibilities.exchange import writing  # noqa: PLC0415 - Django is set up by now
    from zeren_platform.responsibilities.staging import files  # noqa: PLC0415 - Django is set up by now
    from zeren_platform.responsibilities.use_cases import importing  # noqa: PLC0415 - Django is set up by now

    rows = {name: getattr(models, name) for name in ("Assignment", "Duty", "Edition", "Import", "Register")}
    tools = {"openpyxl": openpyxl, "call_command": call_command, "writing": writing, "files": files}
    return SimpleNamespace(
        **rows, **tools, Unit=Unit, queries=queries, importing=importing, actor=Actor.system("benchmark"),
        now=timezone.now(),
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
