"""Status in shape, word and colour."""

import pytest

from headway.web.ui.status import diverge, status_of


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
