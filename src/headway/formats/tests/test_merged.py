"""What a file says several times is one thing in the plan."""

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
    ],
)
def test_an_activity_pauses_where_nobody_works_in_order_and_once(
    pauses: tuple[tuple[Span, ...], ...], common: tuple[Span, ...]
) -> None:
    assert common_pauses(document(*pauses)) == {1: common}


def test_one_who_works_keeps_the_activity_going() -> None:
    assert common_pauses(document(((10, 30),), ())) == {}
