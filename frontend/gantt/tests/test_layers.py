"""What the timeline paints beside its bars: each thing where it belongs, and only while it is wanted."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import Box, PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
DAY = 86400
HALF = 8  # of the height of a bar
START = dt.datetime(2026, 3, 2, tzinfo=dt.UTC).timestamp()  # of the made-up plan, a Monday
TODAY = "2026-03-18T00:00:00"
KEYS = {
    "critical": "c",
    "float": "f",
    "baseline": "b",
    "today": "t",
    "data-date": "d",
    "deadline": "e",
    "shade": "n",
    "holiday": "n",
    "link": "k",
}


def boxes(plan: PlanPage) -> dict[str, Box]:
    """Where on the screen each layer has to be: two x and two y."""
    hot, loose, due, empty = (plan.bar(each) for each in (3, 14, 4, 5))
    onwards = 1 if loose["to"] > loose["from"] else -1

    def days(one: float, other: float) -> Box:
        """In a row whose bar comes later."""
        return plan.x(START + one * DAY), plan.x(START + other * DAY), empty["y"] - HALF, empty["y"] + HALF

    deadline = plan.x(due["finish"] + 4 * DAY)
    before = plan.x(loose["start"] - DAY)  # the baseline is a day earlier
    return {
        "critical": (hot["from"], hot["to"], hot["y"] - HALF, hot["y"] + HALF),
        "float": (loose["to"], loose["to"] + 10 * onwards, loose["y"] - 1, loose["y"] + 1),
        "baseline": (before, loose["from"] - 2 * onwards, loose["y"] + HALF + 2, loose["y"] + HALF + 5),
        "today": days(15.9, 16.1),
        "data-date": days(19.9, 20.1),
        "deadline": (deadline - 3, deadline + 3, due["y"] + HALF, due["y"] + HALF + 4),
        "shade": days(5.2, 6.8),  # a weekend
        "holiday": days(35.2, 35.8),  # a Monday
        "link": (loose["from"] - 5 * onwards, loose["from"], loose["y"] - 3, loose["y"] + 3),
    }


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_each_layer_is_painted_in_its_place_and_only_while_it_is_wanted(
    page: Page, open_plan: Open, query: str
) -> None:
    page.clock.set_fixed_time(TODAY)
    plan = open_plan(query)
    places = boxes(plan)
    colours = {each: plan.colour("shade" if each == "holiday" else each) for each in places}

    def seen() -> set[str]:
        return {
            each
            for each, there in zip(places, plan.pixels(*places.values()), strict=True)
            if colours[each] in there
        }

    plan.cell(2, "number").click()
    plan.drawn()
    expected = set(KEYS) - {"float"}
    assert seen() == expected
    for key in dict.fromkeys(KEYS.values()):
        plan.keys(key)
        expected ^= {layer for layer, toggle in KEYS.items() if toggle == key}
        assert seen() == expected, key
    assert expected == {"float"}
