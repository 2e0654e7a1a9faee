"""Loading several times over, each time into the same emptiness."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, transaction

from headway.demo.tests.fingerprint import tables


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written within is taken back afterwards; ids begin at 1 each time."""
    _count_from_one()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _count_from_one() -> None:
    """Of the tables that are empty: what was taken back has used up numbers all the same."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*tables()]):
            cursor.execute(statement)
