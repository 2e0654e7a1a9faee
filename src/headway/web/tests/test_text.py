"""Numbers as people read them."""

from typing import Any

import pytest
from django.utils import translation

from headway.web.ui import text

DAY = 86_400


def test_a_plan_moment_is_shown_as_it_stands_on_the_wall_whatever_the_time_zone(
    settings: Any,
) -> None:
    settings.TIME_ZONE = "America/Los_Angeles"
    with translation.override("de"):
        assert text.plan_date_text(20_500 * DAY + 8 * 3600, "time") == "16. Februar 2026 08:00"
        assert text.plan_date_text(20_500 * DAY) == "16. Februar 2026"


def test_a_missing_value_is_a_dash_everywhere() -> None:
    nothings = [text.plan_date_text(None), text.plan_duration_text(None), text.share_text(None)]
    assert nothings == ["–", "–", "–"]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 d"), (28_800, "1 d"), (72_000, "2.5 d"), (5_400, "1.5 h"), (900, "15 min"), (-28_800, "-1 d")],
)
def test_a_duration_takes_the_unit_that_reads_shortest(seconds: int, shown: str) -> None:
    assert text.plan_duration_text(seconds) == shown


def test_a_day_is_as_long_as_the_project_says() -> None:
    assert text.plan_duration_text(28_800, minutes_per_day=240) == "2 d"


def test_figures_follow_the_language() -> None:
    with translation.override("de"):
        assert text.plan_duration_text(72_000) == "2,5 d"


def test_a_breach_of_a_tolerance_of_nothing_is_said_in_words() -> None:
    assert [text.share_text(0.834), text.share_text(float("inf"))] == ["83 %", "no tolerance left"]
