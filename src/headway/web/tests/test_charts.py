"""Charts: what is drawn of a figure."""

import pytest

from headway.web.ui.charts import bar_of


@pytest.mark.parametrize(
    ("use", "within", "beyond", "clipped", "code"),
    [
        (0.0, 0, 0, False, "green"),
        (0.6, 60, 0, False, "green"),
        (0.61, 61, 0, False, "amber"),
        (1.0, 100, 0, False, "amber"),
        (1.27, 100, 27, False, "red"),
        (2.4, 100, 50, True, "red"),
        (float("inf"), 100, 50, True, "red"),
        (None, 0, 0, False, "grey"),
    ],
)
def test_the_tolerance_bar_shows_the_part_within_and_the_part_beyond(
    use: float | None, within: float, beyond: float, clipped: bool, code: str
) -> None:
    bar = bar_of(use)
    assert (bar.within, bar.beyond, bar.clipped, bar.status.code) == (within, beyond, clipped, code)


def test_the_bar_keeps_a_colour_that_hysteresis_holds_back() -> None:
    assert bar_of(0.55, "amber").status.code == "amber"
