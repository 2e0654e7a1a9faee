"""What a file says several times is one thing in the plan."""

import time

import pytest

from headway.formats.merged import common_pauses
from headway.formats.mspdi import MSPDI
from headway.formats.plan import PlanAssignment, PlanDocument, ProjectFacts, Span

EIGHT_HOURS = 8 * 3600


def document(*pauses: tuple[Span, ...]) -> PlanDocument:
    """An activity with one assignment for each tuple of pauses."""
    assignments = tuple(
        PlanAssignment(uid=at, line=1, activity=1, resource=at, work=EIGHT_HOURS, pauses=spans)
        for at, spans in enumerate(pauses, start=1)
    )
    return PlanDocument(format=MSPDI, project=ProjectFacts(name="Bridge"), assignments=assignments)


@pytest.mark.parametrize(
    ("pauses", "common"),
    [
        ((((10, 20), (40, 50)),), ((10, 20), (40, 50))),
        ((((40, 50), (10, 20)),), ((10, 20), (40, 50))),
        ((((10, 50), (20, 30)),), ((10, 50),)),
        ((((10, 20), (20, 30)),), ((10, 30),)),
        ((((10, 30),), ((20, 40),)), ((20, 30),)),
        ((((10, 20), (30, 40)), ((15, 35),), ((0, 18), (32, 50))), ((15, 18), (32, 35))),
    ],
)
def test_an_activity_pauses_where_nobody_works_in_order_and_once(
    pauses: tuple[tuple[Span, ...], ...], common: tuple[Span, ...]
) -> None:
    assert common_pauses(document(*pauses)) == {1: common}


def test_one_who_works_keeps_the_activity_going() -> None:
    assert common_pauses(document(((10, 30),), ())) == {}
    assert common_pauses(document(((10, 30),), ((30, 40),))) == {}


def test_finding_the_common_pauses_takes_no_longer_than_they_are_many() -> None:
    many = tuple((at, at + 1) for at in range(0, 10_000, 2))
    broad = ((0, 10_000),)
    begun = time.process_time()
    assert common_pauses(document(many, many, *[broad] * 2_000)) == {1: many}
    assert time.process_time() - begun < 1
