"""Load Binhai through the acts, as its offices would have: enter, read, accept, adopt, sign for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from zeren_platform.common.actor import Actor
from zeren_platform.demo import answers, city, responsibility_list
from zeren_platform.demo.city import CityPerson, Language
from zeren_platform.demo.stages import Step
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import people, posts, units
from zeren_platform.organisation.use_cases.tree import NewUnit
from zeren_platform.responsibilities.queries.registers import editions_of
from zeren_platform.responsibilities.use_cases import editions, registers
from zeren_platform.sources.queries import document_for, proposals_of
from zeren_platform.sources.use_cases import documents, many

__all__ = ["CLERK", "OFFICE", "load"]

SYSTEM: Final = Actor.system("demo")
# The supervision office belongs to the Party committee's general office, and its clerk keeps the register there.
OFFICE: Final = "party-office"
CLERK: Final = "lin.yue"
# The posts began with the year, the meeting was on 15 January and told of the day after; the list is in force from
# 1 February 2026, and the units signed that week.
FOUNDED: Final = date(2026, 1, 1)
BEGINNING: Final = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
MEETING: Final = datetime(2026, 1, 15, 7, 0, tzinfo=UTC)
PUBLISHED: Final = datetime(2026, 1, 16, 1, 10, tzinfo=UTC)
SIGNED: Final = datetime(2026, 2, 4, 7, 0, tzinfo=UTC)
IN_FORCE: Final = date(2026, 2, 1)
# The first minutes of that day in Binhai.
FIRST_REQUEST: Final = datetime(2026, 1, 31, 16, 5, tzinfo=UTC)
ADOPTED_BY: Final[Mapping[Language, str]] = {
    "en": "Standing Committee of the Binhai Municipal Party Committee, 15 January 2026",
    "zh": "中共滨海市委常委会会议，2026年1月15日",
}


def load(*, language: Language, passwords: Mapping[str, str], step: Step) -> None:
    """Fill an empty installation with the city in one language.

    ``passwords`` are of those who may sign in; nobody else can. ``step`` is told of each stage.
    """
    _enter_units(step)
    actors = _enter_people(passwords, step)
    clerk = actors[CLERK]
    list_document = _put_in(clerk, "responsibility-list", responsibility_list.write(language), language, MEETING, step)
    _put_in(clerk, "communique", city.text("communique", language), language, PUBLISHED, step)
    _accept_all(clerk, list_document, step)
    edition = _adopt(clerk, list_document, language, step)
    answers.sign(actors=actors, edition_id=edition, language=language, at=SIGNED, step=step)


def _enter_units(step: Step) -> None:
    rows = city.units()
    step("units", count=len(rows) - 1)
    for position, row in enumerate(rows):
        new = NewUnit(
            code=row.code,
            kind=row.kind,
            parent_code=row.parent,
            name=row.name,
            name_zh=row.name_zh,
            aliases=row.aliases,
            position=position,
        )
        units.create(actor=SYSTEM, unit=new, now=BEGINNING)


def _enter_people(passwords: Mapping[str, str], step: Step) -> dict[str, Actor]:
    """Enter everybody with their posts, and give each as the actor they are, by username."""
    rows = city.people()
    step("people", count=len(rows))
    return {row.username: _enter(row, passwords.get(row.username, "")) for row in rows}


def _enter(row: CityPerson, password: str) -> Actor:
    person = people.enter(
        actor=SYSTEM, username=row.username, name=row.name, name_zh=row.name_zh, password=password, now=BEGINNING
    )
    for unit, role in row.posts:
        posts.appoint(actor=SYSTEM, username=row.username, unit_code=unit, role=role, valid_from=FOUNDED, now=BEGINNING)
    return actor_of(person, on=FOUNDED)


def _put_in(clerk: Actor, kind: str, text: str, language: Language, now: datetime, step: Step) -> int:
    """Add a text as the file that an office would upload, and give the document's key."""
    document = documents.add(
        actor=clerk,
        data=text.encode(),
        file_name=f"{kind}.{language}.txt",
        unit_code=OFFICE,
        kind=kind,
        now=now,
    )
    step("read", title=document.title, count=proposals_of(document).count())
    return document.pk


def _accept_all(clerk: Actor, document_id: int, step: Step) -> None:
    seen = {proposal.pk: proposal.version for proposal in proposals_of(document_for(clerk, document_id))}
    accepted = many.accept_many(actor=clerk, document_id=document_id, seen=seen, now=PUBLISHED + timedelta(hours=1))
    step("accepted", count=len(accepted))


def _adopt(clerk: Actor, document_id: int, language: Language, step: Step) -> int:
    """Open the register with the list's duties, adopt its first edition, and give the edition's key."""
    register = registers.open(
        actor=clerk,
        code="ecology-2026",
        kind="responsibility-list",
        title=responsibility_list.TITLES[language],
        unit_code=OFFICE,
        document_id=document_id,
        now=PUBLISHED + timedelta(hours=2),
    )
    draft = editions_of(clerk, register.code)[0]
    edition = editions.adopt(
        actor=clerk,
        edition_id=draft.pk,
        adopted_by=ADOPTED_BY[language],
        effective_from=IN_FORCE,
        now=PUBLISHED + timedelta(hours=3),
    )
    editions.come_into_force(actor=SYSTEM, edition_id=edition.pk, now=FIRST_REQUEST)
    step("adopted")
    return edition.pk
