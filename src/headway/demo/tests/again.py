"""Loading several times over, each time into the same emptiness."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, transaction

from headway.demo.fingerprint import tables


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written within is taken back afterwards, and the next ids are those that it took."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*tables()]):
            cursor.execute(statement)
