"""The database keeps the rules itself, and its description is current."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from tests.architecture.house import PLATFORM, called, found, module_name, none, python_files, same, tree
from tools import schema

LONGEST_NAME = 63  # PostgreSQL cuts longer names off
# What Django has no words for.
OWN_WORDS = {
    "search/finding.py": "one statement whose steps ask whether there is room (docs/decisions, search)",
    "search/indexing.py": "PostgreSQL's index of lexemes put in order",
    "search/migrations/0002_tokens.py": "the index of tokens (docs/decisions, search)",
    "responsibilities/migrations/0011_pairs.py": "PostgreSQL's index of pairs of letters (docs/decisions)",
    "responsibilities/migrations/0013_counts.py": "triggers (docs/decisions)",
    "responsibilities/migrations/0014_pairs_kept.py": "PostgreSQL's column of pairs of letters (docs/decisions)",
    "ledger/migrations/0002_append_only.py": "triggers",
    "ledger/use_cases/erasing.py": "SQLite overwrites what it deletes",
    "ledger/use_cases/sequencing.py": "PostgreSQL's advisory lock",
}


def our_models():
    return found(model for model in apps.get_models() if model.__module__.startswith("zeren_platform."))


def named_in(condition):
    """Name the fields that a constraint's condition speaks of."""
    if not isinstance(condition, models.Q):
        field, compared = condition
        return {field.split("__")[0], *([compared.name] if isinstance(compared, models.F) else [])}
    return set().union(*(named_in(child) for child in condition.children))


def checks(model):
    return [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]


@pytest.mark.django_db
def test_the_models_have_their_migrations():
    said = StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_the_description_of_the_tables_is_current(vendor):
    if vendor == "postgresql" and connection.vendor != "postgresql":
        pytest.skip("./zeren test-pg looks at the description for PostgreSQL")
    with schema.connected("sqlite:///:memory:") if vendor == "sqlite" else schema.using(connection) as database:
        described = schema.described(database)

    same(schema.file_of(vendor).read_text(encoding="utf-8"), described, remedy="run ./zeren migrate")


def test_constraints_and_indexes_are_named_after_their_table():
    none(
        f"{model._meta.label}: {one.name}"
        for model in our_models()
        for one in [*model._meta.constraints, *model._meta.indexes]
        if not one.name.startswith(f"{model._meta.app_label}_") or len(one.name) > LONGEST_NAME
    )


def test_when_and_by_whom_are_known_together_or_not_at_all():
    """``decided_at`` and ``decided_by`` are both there or both empty, and the database sees to it."""
    pairs = [
        (model, field.name, other.name)
        for model in our_models()
        for field in model._meta.get_fields()
        for other in model._meta.get_fields()
        if field.name.endswith("_at") and other.name.startswith(field.name.removesuffix("at") + "by")
    ]

    none(
        f"{model._meta.label}: {at}, {by}"
        for model, at, by in pairs
        if model._meta.get_field(at).null and not any({at, by} <= named_in(one.condition) for one in checks(model))
    )


def test_a_period_cannot_end_before_it_begins():
    periods = found(
        (model, field.name, field.name.removesuffix("from") + "until")
        for model in our_models()
        for field in model._meta.fields
        if field.name.endswith("_from")
    )

    none(
        f"{model._meta.label}: {begin}, {end}"
        for model, begin, end in periods
        if any(field.name == end for field in model._meta.fields)
        and not any({begin, end} <= named_in(one.condition) for one in checks(model))
    )


def test_rows_of_other_slices_are_referred_to_one_way():
    none(
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if field.is_relation
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.related_name.endswith("+")
    )


def test_the_ledger_refers_to_nothing_and_is_referred_to_by_nothing():
    between = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if field.is_relation and "ledger" in {model._meta.app_label, field.related_model._meta.app_label}
    ]

    none(name for name in between if not name.startswith("ledger."))
    assert all(
        apps.get_model(name.rsplit(".", 1)[0]).__module__ == "zeren_platform.ledger.models" for name in found(between)
    )


def test_no_field_is_kept_that_the_two_databases_keep_differently():
    inexact = (models.FloatField, models.DecimalField)

    none(
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, inexact) or field.__class__.__module__.startswith("django.contrib.postgres")
    )


def test_no_order_is_implied():
    none(model._meta.label for model in our_models() if model._meta.ordering)


def test_rows_are_reached_by_imports_alone():
    """What ``get_model`` reaches, no wall can see; only migrations need it."""
    files = python_files("src")

    none(module_name(path) for path in files if any(name.endswith("get_model") for name in called(tree(path))))


def test_only_what_is_named_speaks_to_the_database_in_its_own_words():
    raw = re.compile(r"\b(RunSQL|cursor\(\)|\.raw\(|RawSQL|\.extra\()")
    speaking = {
        path.relative_to(PLATFORM).as_posix()
        for path in found(PLATFORM.rglob("*.py"))
        if raw.search(path.read_text(encoding="utf-8"))
    }

    assert speaking == OWN_WORDS.keys()
