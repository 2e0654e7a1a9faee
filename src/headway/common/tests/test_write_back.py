"""Rows that are written many at once are as they were given, on both databases."""

import datetime as dt
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from headway.common.jobs.models import Job
from headway.common.write_back import insert_rows, reserve_ids, update_rows

BLANK = ["hat", "language", "message", "trace", "worker"]  # texts that have no default
COLUMNS = [
    "id",
    "name",
    "arguments",
    "key",
    "person_id",
    "progress",
    "error",
    "lease_until",
    "cancel_requested",
    *BLANK,
]
AT = dt.datetime(2026, 11, 24, 2, 5, 0, 123456, tzinfo=dt.UTC)
# What the text form of COPY, or of an array, would read as something else.
TEXTS = ["", "plain", "a\tb\nc\rd", "\\N", "\\.", "\\", '{"x", NULL}', "NULL", "Tarn’s 🌉", "x" * 100_000]


def row_of(pk: int, text: str, **changed: Any) -> tuple[Any, ...]:
    given = {
        **dict.fromkeys(BLANK, ""),
        "id": pk,
        "name": "bulk",
        "arguments": {"said": text, "none": None},
        "key": str(pk),
        "person_id": None,
        "progress": 0.25,
        "error": text,
        "lease_until": AT,
        "cancel_requested": True,
    }
    return tuple({**given, **changed}[name] for name in COLUMNS)


@pytest.mark.django_db
def test_rows_are_read_as_they_were_given_and_the_rest_has_its_default() -> None:
    ids = reserve_ids(Job, len(TEXTS))
    rows = [row_of(key, text) for key, text in zip(ids, TEXTS, strict=True)]
    insert_rows(Job, COLUMNS, rows)
    assert list(Job.objects.order_by("id").values_list(*COLUMNS)) == rows
    assert set(Job.objects.values_list("state", "attempts", "result")) == {("queued", 0, None)}


@pytest.mark.django_db
def test_reserved_ids_are_new_and_not_given_to_others() -> None:
    first = Job.objects.create(name="one by one")
    ids = list(reserve_ids(Job, 3))
    insert_rows(Job, COLUMNS, [row_of(key, "") for key in ids])
    last = Job.objects.create(name="one by one")
    assert len({first.pk, *ids, last.pk}) == 5
    assert not reserve_ids(Job, 0)


@pytest.mark.django_db
def test_one_row_that_cannot_be_leaves_none() -> None:
    ids = list(reserve_ids(Job, 3))
    rows = [row_of(key, "", key="the same") for key in ids]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Job, COLUMNS, rows)
    assert not Job.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_value_that_the_database_refuses_is_told_as_its_error() -> None:
    for text in ("a\0b", "x" * 200):
        with pytest.raises(DataError), transaction.atomic():
            insert_rows(Job, COLUMNS, [row_of(1, "", name=text)])


@pytest.mark.django_db
def test_rows_are_changed_by_their_ids() -> None:
    ids = list(reserve_ids(Job, 3))
    insert_rows(Job, COLUMNS, [row_of(key, "before") for key in ids])
    changes = [(text, 0.5, key) for key, text in zip(ids[:2], TEXTS[2:4], strict=True)]
    update_rows(Job, ["error", "progress"], changes)
    after = list(Job.objects.order_by("id").values_list("error", "progress"))
    assert after == [(TEXTS[2], 0.5), (TEXTS[3], 0.5), ("before", 0.25)]
