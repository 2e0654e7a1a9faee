"""What was done is recorded with the change, in order, and cannot be altered unnoticed."""

import datetime as dt
import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from headway.common.journal.models import Anchor, ChainHead, JournalEntry
from headway.common.journal.queries import Fault, verify
from headway.common.journal.services import Record, record, record_many, take_anchor
from headway.organisation.tests.factories import actor_with, make_organisation, make_person

pytestmark = pytest.mark.django_db

SCOPE = 990_000  # of no scope that the factories make


@pytest.fixture
def three_entries() -> list[JournalEntry]:
    director = actor_with("PD", make_organisation())
    return [record(director, SCOPE, "person.noted", make_person(), note=f"entry {n}") for n in range(3)]


def faults() -> list[Fault]:
    return [fault for fault in verify() if fault.scope_id in {SCOPE, 0}]


def test_an_entry_says_who_did_what_in_which_capacity() -> None:
    director = actor_with("PD", make_organisation())
    subject = make_person()
    entry = record(director, SCOPE, "person.noted", subject, note="seen")
    assert (entry.actor, entry.hat, entry.action) == (f"person:{director.person_id}", "PD", "person.noted")
    assert (entry.object_kind, entry.object_id, entry.content) == ("person", subject.pk, {"note": "seen"})


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_written_in_the_transaction_of_the_change() -> None:
    director = actor_with("PD", make_organisation())
    with pytest.raises(RuntimeError):
        record(director, SCOPE, "person.noted", make_person())
    with transaction.atomic():
        record(director, SCOPE, "person.noted", make_person())
        transaction.set_rollback(True)
    assert not JournalEntry.internal.filter(scope_id=SCOPE).exists()


def test_an_untouched_journal_verifies(three_entries: list[JournalEntry]) -> None:
    assert [entry.seq for entry in three_entries] == [1, 2, 3]
    assert faults() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "person:0"),
        ("hat", "SP"),
        ("action", "plan.approved"),
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_an_edited_entry_is_found(three_entries: list[JournalEntry], column: str, value: Any) -> None:
    JournalEntry.internal.filter(pk=three_entries[1].pk).update(**{column: value})
    assert faults() == [Fault(SCOPE, 2, "the entry or its place was changed")]


def test_edited_content_is_found(three_entries: list[JournalEntry]) -> None:
    JournalEntry.internal.filter(pk=three_entries[1].pk).update(content={"note": "never said"})
    assert faults() == [Fault(SCOPE, 2, "the content was changed")]


def test_content_for_which_no_salt_vouches_is_found(three_entries: list[JournalEntry]) -> None:
    JournalEntry.internal.filter(pk=three_entries[1].pk).update(content={"note": "never said"}, salt=None)
    assert faults() == [Fault(SCOPE, 2, "the content was changed")]


def test_a_removed_entry_is_found(three_entries: list[JournalEntry]) -> None:
    three_entries[1].delete()
    assert Fault(SCOPE, 2, "an entry is missing") in faults()


def test_a_cut_off_end_is_found(three_entries: list[JournalEntry]) -> None:
    three_entries[2].delete()
    assert faults() == [Fault(SCOPE, 2, "the end of the chain is missing or was changed")]


def test_a_chain_cut_off_with_its_head_is_found_by_the_anchor(three_entries: list[JournalEntry]) -> None:
    take_anchor(dt.date(2026, 11, 1))
    three_entries[2].delete()
    ChainHead.objects.filter(pk=SCOPE).update(seq=2, digest=three_entries[1].digest)
    assert faults() == [Fault(SCOPE, 3, "the entry differs from the anchor of 2026-11-01")]


def test_an_anchor_of_a_day_is_taken_once(three_entries: list[JournalEntry]) -> None:
    first = take_anchor(dt.date(2026, 11, 1))
    record_many(SCOPE, [(actor_with("PD", make_organisation()), Record("person.noted", "person"))])
    assert bytes(take_anchor(dt.date(2026, 11, 1)).digest) == bytes(first.digest)
    assert Anchor.objects.count() == 1


def test_erased_content_leaves_the_chain_verifiable(three_entries: list[JournalEntry]) -> None:
    JournalEntry.internal.filter(pk=three_entries[1].pk).update(content=None, salt=None)
    assert faults() == []


def install_guards() -> None:
    """The triggers that the room's own migration installs; test databases begin without them."""
    migration = importlib.import_module("headway.common.journal.migrations.0002_append_only")
    migration.install(None, SimpleNamespace(connection=connection))


def is_refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_journalentry",
        "UPDATE journal_journalentry SET hat = 'SP'",
        "DELETE FROM journal_anchor",
        "UPDATE journal_anchor SET chains = 0",
    ],
)
def test_the_database_refuses_to_alter_entries_and_anchors(
    three_entries: list[JournalEntry], statement: str
) -> None:
    take_anchor(dt.date(2026, 11, 1))
    install_guards()
    is_refused(statement)
    JournalEntry.internal.update(content=None, salt=None)
    assert JournalEntry.internal.filter(scope_id=SCOPE, content__isnull=True).count() == 3


BY_ID = "REPLACE INTO journal_journalentry SELECT * FROM journal_journalentry"
BY_PLACE = (  # the same place in its chain, under an id that is free
    "REPLACE INTO journal_journalentry ({0}, id) SELECT {0}, id + 1000000 FROM journal_journalentry"
)
WITHOUT_ID = [field.column for field in JournalEntry._meta.concrete_fields if not field.primary_key]


@pytest.mark.parametrize(
    ("vendor", "statement"),
    [
        ("sqlite", BY_ID),
        ("sqlite", BY_PLACE.format(", ".join(f'"{column}"' for column in WITHOUT_ID))),
        ("postgresql", "TRUNCATE journal_journalentry"),
    ],
)
def test_the_database_refuses_what_deletes_without_saying_so(
    three_entries: list[JournalEntry], vendor: str, statement: str
) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"a statement of {vendor}")
    install_guards()
    is_refused(statement)
    record(actor_with("PD", make_organisation()), SCOPE, "person.noted", make_person())
    assert faults() == []
