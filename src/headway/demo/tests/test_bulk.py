"""Both ways of telling a story leave the same rows."""

import datetime as dt
from collections.abc import Callable

import pytest

from headway.demo.bulk import write_down
from headway.demo.load import SEED
from headway.demo.people import Organisation, make_organisation
from headway.demo.portfolio import UNDERTAKINGS
from headway.demo.rehearsal import rehearse
from headway.demo.script import Script, decide
from headway.demo.tale import tell
from headway.demo.tests.again import taken_back
from headway.demo.tests.fingerprint import rows, tables
from headway.project.schedule.models import Activity

pytestmark = pytest.mark.django_db

AS_OF = dt.date.today()  # noqa: DTZ011  what is reported must not lie in the future
AS_OF -= dt.timedelta(days=AS_OF.weekday())
# One of each class, with every state that a story can end in among them.
ONE_PER_CLASS = ("P32", "P38", "P04", "P07")
SMALL_ENDS = ("P14", "P19", "P22", "P24", "P28", "P29", "P34", "P36")


def script_of(code: str, organisation: Organisation) -> Script:
    story = next(undertaking for undertaking in UNDERTAKINGS if undertaking.code == code)
    return decide(story, organisation.casting(), seed=SEED, as_of=AS_OF)


def rows_after(told: Callable[[], object]) -> dict[str, list[str]]:
    """All rows of all tables after a story, which is then taken back, ids included."""
    with taken_back():
        told()
        return {model._meta.db_table: list(rows(model)) for model in tables()}


def compare_both_ways(code: str) -> None:
    organisation = make_organisation(SEED)
    by_services = rows_after(lambda: tell(script_of(code, organisation), organisation))
    script = script_of(code, organisation)
    in_bulk = rows_after(lambda: write_down(script, rehearse(script), organisation))
    assert by_services.keys() == in_bulk.keys()
    for table, expected in by_services.items():
        found = in_bulk[table]
        differing = [pair for pair in zip(expected, found, strict=False) if pair[0] != pair[1]]
        assert (table, len(expected), differing[:1]) == (table, len(found), [])
    has_plan = rehearse(script_of(code, organisation)) is not None
    assert bool(by_services[Activity._meta.db_table]) == has_plan


@pytest.mark.slow
@pytest.mark.parametrize("code", [*ONE_PER_CLASS, *SMALL_ENDS])
def test_a_story_of_each_class_leaves_the_same_rows_in_bulk(code: str) -> None:
    compare_both_ways(code)


@pytest.mark.prove
@pytest.mark.parametrize("code", [story.code for story in UNDERTAKINGS])
def test_every_story_leaves_the_same_rows_in_bulk(code: str) -> None:
    compare_both_ways(code)
