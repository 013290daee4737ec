"""Rows of the organisation for tests."""

from datetime import date

import factory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Alias, Delegation, Person, Post, Unit


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda number: f"unit-{number}")
    name = factory.LazyAttribute(lambda unit: unit.code.replace("-", " ").capitalize())
    kind = Unit.Kind.DEPARTMENT
    parent = None
    path = factory.LazyAttribute(lambda unit: f"{unit.parent.path if unit.parent else '/'}{unit.code}/")
    position = factory.Sequence(int)


class AliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alias

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda number: f"Alias {number}")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person-{number}")
    name = factory.LazyAttribute(lambda person: person.username.replace("-", " ").capitalize())
    password = factory.django.Password("correct horse battery")


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.OFFICER
    valid_from = date(2026, 1, 1)


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    post = factory.SubFactory(PostFactory)
    substitute = factory.SubFactory(PersonFactory)
    valid_from = date(2026, 6, 1)
    valid_until = date(2026, 7, 1)
