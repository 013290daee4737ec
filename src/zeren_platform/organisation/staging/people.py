"""A table of people beside those who have an account: who is new, which posts are filled and end, what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from zeren_platform.common.actor import ADMINISTRATORS, Actor, Role
from zeren_platform.organisation import permissions
from zeren_platform.organisation.exchange.files import PEOPLE, Entry
from zeren_platform.organisation.models import ROLE_LABELS, Person, Post, Unit
from zeren_platform.organisation.queries import recognise
from zeren_platform.organisation.staging.faults import CellFault, Checker

__all__ = ["PeopleComparison", "PersonChange", "PostChange", "compare_people"]

NAMES: Final = ("name", "name_zh")
HELD: Final = ("unit", "role", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """Somebody whose name the table writes otherwise: by column what it was and what it is to be."""

    entry: Entry
    person: Person
    changes: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChange:
    """A post that is filled (``post`` has no key yet), or whose last day becomes another one."""

    entry: Entry
    username: str
    post: Post
    valid_until: date | None

    @property
    def is_new(self) -> bool:
        """Say whether nobody holds it yet."""
        return self.post.pk is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleComparison:
    """What a table would do to accounts and posts; whoever and whatever it leaves out stays as it is."""

    new: Sequence[Person]
    changed: Sequence[PersonChange]
    filled: Sequence[PostChange]
    ending: Sequence[PostChange]
    unchanged: int
    faults: Sequence[CellFault]

    @property
    def fingerprint(self) -> str:
        """Name exactly what would be done, so that nobody confirms anything else than what they saw."""
        told = (
            [(person.username, person.name, person.name_zh) for person in self.new],
            [(change.person.username, change.changes) for change in self.changed],
            [_told(change) for change in self.filled],
            [(change.post.pk, *_told(change)) for change in self.ending],
        )
        return sha256(repr(told).encode()).hexdigest()


def compare_people(entries: Sequence[Entry], *, actor: Actor, on: date) -> PeopleComparison:
    """Compare a table with the accounts and with the posts that the actor fills; columns left out change nothing."""
    permissions.require_keep_people(actor)
    table = _Table(entries, actor, on)
    for entry in entries:
        table.read(entry)
    return table.compared()


class _Table:
    """One table while it is read, with what the database knows of what it names."""

    def __init__(self, entries: Sequence[Entry], actor: Actor, on: date) -> None:
        self.actor, self.on, self.checker = actor, on, Checker(PEOPLE)
        self.units = _units_of({entry.says("unit") for entry in entries} - {""})
        known = Person.objects.filter(username__in={entry.says("username") for entry in entries})
        held = Prefetch("posts", queryset=Post.objects.select_related("unit"))
        self.people = {person.username: person for person in known.prefetch_related(held)}
        self.first: dict[str, Entry] = {}
        self.new: dict[str, Person] = {}
        self.changed: list[PersonChange] = []
        self.posts: list[PostChange] = []
        # By sign-in name: the posts as they would be.
        self.held: dict[str, list[Post]] = {name: list(found.posts.all()) for name, found in self.people.items()}
        self.unchanged = 0
        self._note_likenesses(entries)

    def _note_likenesses(self, entries: Iterable[Entry]) -> None:
        """Know the names that differ from one in use by small and capital letters alone."""
        said = {entry.says("username").casefold() for entry in entries} - {name.casefold() for name in self.people}
        rows = Person.objects.exclude(username__in=list(self.people)).values_list("username", flat=True)
        self.likenesses = {name.casefold(): name for name in rows if name.casefold() in said}

    def read(self, entry: Entry) -> None:
        """Read one row: the person on their first row, then the post."""
        username, before = entry.says("username"), len(self.posts)
        first = self.first.setdefault(username, entry)
        if first is entry:
            person_changes = self._person(entry, username)
        else:
            person_changes = False
            for key in NAMES:
                words = _("Row %(line)s says otherwise of the same sign-in name. Write the same in both.")
                same = key not in entry.cells or entry.says(key) == first.says(key)
                self.checker.ask(same, entry, key, words % {"line": first.line})
        if any(entry.says(key) for key in HELD):
            self._post(entry, username)
        self.unchanged += not person_changes and len(self.posts) == before

    def _person(self, entry: Entry, username: str) -> bool:
        """Say whether the row enters somebody, or changes a name."""
        known = self.people.get(username)
        if known is None:
            self.new[username] = self._entered(entry, username)
            return True
        words = _("The account is closed. Open it again on the person's page, or take the row out.")
        self.checker.ask(known.is_active, entry, "username", words)
        self.checker.ask(bool(entry.says("name")), entry, "name", _("A name is expected."))
        changes = {
            key: (getattr(known, key), entry.says(key))
            for key in NAMES
            if key in entry.cells and entry.says(key) != getattr(known, key)
        }
        if changes:
            self._ask_others(entry, "name", known)
            self._ask_fit(entry, Person(username=username, **{key: entry.says(key) for key in NAMES}))
            self.changed.append(PersonChange(entry=entry, person=known, changes=changes))
        return bool(changes)

    def _entered(self, entry: Entry, username: str) -> Person:
        person = Person(username=username, **{key: entry.says(key) for key in NAMES})
        taken = self.likenesses.get(username.casefold())
        words = _("%(taken)s signs in already. Write it so, or choose another sign-in name.") % {"taken": taken}
        self.checker.ask(taken is None, entry, "username", words)
        self._ask_fit(entry, person)
        return person

    def _ask_fit(self, entry: Entry, person: Person) -> None:
        try:
            person.clean_fields(exclude={"password", "email"})
        except ValidationError as failure:
            for key, faults in failure.message_dict.items():
                self.checker.wrong(entry, key, " ".join(faults))

    def _ask_others(self, entry: Entry, key: str, person: Person) -> None:
        own = self.actor.person_id == person.pk
        self.checker.ask(not own, entry, key, _("Nobody changes their own account or posts. Take the row out."))

    def _post(self, entry: Entry, username: str) -> None:
        unit, role = self._unit(entry), self._role(entry)
        begun, ends = self.checker.day(entry, "valid_from"), self.checker.day(entry, "valid_until")
        if unit is None or role is None:
            return
        begun = begun or self._began(username, unit, role) or self.on
        if ends is not None and ends <= begun:
            self.checker.wrong(entry, "valid_until", _("A day after the first one is expected."))
            return
        own = next((post for post in self.held.get(username, ()) if _key(post) == (unit.pk, role, begun)), None)
        if own is None:
            self._filled(entry, username, Post(unit=unit, role=role, valid_from=begun, valid_until=ends))
        elif "valid_until" in entry.cells and own.valid_until != ends:
            self._ending(entry, username, own, ends)

    def _began(self, username: str, unit: Unit, role: str) -> date | None:
        """Without a first day the row means the post that is held there now."""
        mine = [post for post in self.held.get(username, ()) if _key(post)[:2] == (unit.pk, role)]
        return next((post.valid_from for post in mine if post.valid_until is None or post.valid_until > self.on), None)

    def _filled(self, entry: Entry, username: str, post: Post) -> None:
        held = self.held.setdefault(username, [])
        during = [other for other in held if _meet(other, post)]
        twice = any(_key(other)[:2] == _key(post)[:2] for other in during)
        words = _("The person holds this post during that time. Write the day on which that one began.")
        self.checker.ask(not twice, entry, "role", words)
        apart = post.role not in ADMINISTRATORS or not any(other.role in ADMINISTRATORS for other in during)
        words = _("System, security and audit administrator are three people. Give the post to somebody else.")
        self.checker.ask(twice or apart, entry, "role", words)
        words = _("The unit is no more on that day. Name the one that took over.")
        self.checker.ask(post.unit.valid_until is None or post.unit.valid_until > post.valid_from, entry, "unit", words)
        self._ask_kept(entry, username, post)
        held.append(post)
        self.posts.append(PostChange(entry=entry, username=username, post=post, valid_until=post.valid_until))

    def _ending(self, entry: Entry, username: str, post: Post, ends: date | None) -> None:
        over = post.valid_until is not None and post.valid_until <= self.on
        longer = post.valid_until is not None and (ends is None or ends > post.valid_until)
        words = _("The post ends on %(day)s, and only an earlier day can be set. Give the person the post anew.")
        self.checker.ask(not (over or longer), entry, "valid_until", words % {"day": post.valid_until})
        words = _("What was done in the post stands: it ends today or later.")
        self.checker.ask(over or longer or ends is None or ends >= self.on, entry, "valid_until", words)
        self._ask_kept(entry, username, post)
        self.posts.append(PostChange(entry=entry, username=username, post=post, valid_until=ends))

    def _ask_kept(self, entry: Entry, username: str, post: Post) -> None:
        """Ask for a unit whose posts the actor fills, and for another person than the actor."""
        words = _("Another administrator fills the posts of this unit. Take the row out.")
        self.checker.ask(permissions.may_appoint(self.actor, post.unit), entry, "unit", words)
        if username in self.people:
            self._ask_others(entry, "username", self.people[username])

    def _unit(self, entry: Entry) -> Unit | None:
        unit = self.units.get(entry.says("unit"))
        if unit is None:
            words = _("The code or the full name of a unit is expected. Look it up in the list of units.")
            self.checker.wrong(entry, "unit", words)
        return unit

    def _role(self, entry: Entry) -> str | None:
        said = entry.says("role")
        known = {str(label): role.value for role, label in ROLE_LABELS.items()} | {
            role.value: role.value for role in Role
        }
        if said not in known:
            roles = ", ".join(role.value for role in ROLE_LABELS)
            self.checker.wrong(entry, "role", _("One of these is expected: %(kinds)s.") % {"kinds": roles})
        return known.get(said)

    def compared(self) -> PeopleComparison:
        """Give what was found."""
        return PeopleComparison(
            new=list(self.new.values()),
            changed=self.changed,
            filled=[change for change in self.posts if change.is_new],
            ending=[change for change in self.posts if not change.is_new],
            unchanged=self.unchanged,
            faults=sorted(self.checker.faults, key=lambda fault: fault.line),
        )


def _units_of(said: set[str]) -> dict[str, Unit]:
    """Find the units by their codes, else by a name that means one alone."""
    by_code = {unit.code: unit for unit in Unit.objects.filter(code__in=said)}
    names = said - by_code.keys()
    return (recognise(names) if names else {}) | by_code


def _key(post: Post) -> tuple[int, str, date]:
    return post.unit.pk, post.role, post.valid_from


def _meet(one: Post, other: Post) -> bool:
    """Say whether two posts are held on one same day."""
    begins, ends = max(one.valid_from, other.valid_from), [one.valid_until, other.valid_until]
    return all(end is None or begins < end for end in ends)


def _told(change: PostChange) -> tuple[str, ...]:
    post = change.post
    return change.username, post.unit.code, post.role, str(post.valid_from), str(change.valid_until or "")
