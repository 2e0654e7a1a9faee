"""Status in shape, word and colour."""

import pytest

from headway.web.ui.status import diverge, status_of, tolerance_bar


def test_each_status_has_a_shape_and_a_word_of_its_own() -> None:
    shown = [status_of(code) for code in ("green", "AMBER", "red", None)]
    assert [str(status.label) for status in shown] == ["Green", "Amber", "Red", "Unknown"]
    assert len({status.icon for status in shown}) == 4


def test_an_unknown_code_is_an_error_and_not_grey() -> None:
    with pytest.raises(ValueError, match="'yellow' is no status"):
        status_of("yellow")


@pytest.mark.parametrize(
    ("computed", "assessed", "differ"),
    [
        ("red", "green", True),
        ("green", "amber", True),
        ("amber", "amber", False),
        (None, "green", False),
        ("red", "grey", False),
        ("none", "red", False),
        ("red", None, False),
    ],
)
def test_figures_and_a_judgement_diverge_where_both_are_known(
    computed: str | None, assessed: str | None, differ: bool
) -> None:
    assert diverge(computed, assessed) is differ


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
    bar = tolerance_bar(use)
    assert (bar.within, bar.beyond, bar.clipped, bar.status.code) == (within, beyond, clipped, code)


def test_the_bar_keeps_a_colour_that_hysteresis_holds_back() -> None:
    assert tolerance_bar(0.55, "amber").status.code == "amber"
