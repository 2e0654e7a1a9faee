"""tools/shape.py counts what it says it counts."""

from pathlib import Path

from tools.shape import excesses, measure, percentile

SAMPLE = '''"""A module."""

# a comment


def area(width: float, height: float, *, scale: float = 1.0) -> float:
    """Two lines
    of docstring."""
    # why
    product = (
        width
        * height
    )

    return product * scale
'''


def test_docstrings_comments_and_blank_lines_are_no_code() -> None:
    file = measure(Path("src/sample.py"), SAMPLE)
    assert (file.lines, file.code_lines) == (15, 6)
    assert [(function.name, function.code_lines) for function in file.functions] == [("area", 6)]


def test_self_is_no_parameter_and_rest_arguments_count_one_each() -> None:
    text = "class A:\n    def f(self, a, /, b, *args, c, **more): ...\n"
    assert [function.parameters for function in measure(Path("a.py"), text).functions] == [5]


def test_a_file_over_the_hard_limit_is_a_hard_excess() -> None:
    for lines, expected in [(400, []), (401, [False]), (600, [False]), (601, [True])]:
        file = measure(Path("src/long.py"), "x = 1\n" * lines)
        assert [hard for hard, _ in excesses(file)] == expected


def test_a_function_over_the_hard_limit_is_a_hard_excess() -> None:
    for body, expected in [(29, []), (30, [False]), (59, [False]), (60, [True])]:
        file = measure(Path("src/long.py"), "def f():\n" + "    x = 1\n" * body)
        assert [hard for hard, _ in excesses(file)] == expected


def test_fixtures_of_a_test_are_no_excess() -> None:
    text = "def f(a, b, c, d, e, f): ...\n"
    assert len(list(excesses(measure(Path("src/a.py"), text)))) == 1
    assert list(excesses(measure(Path("src/tests/test_a.py"), text))) == []


def test_the_percentile_is_a_value_that_occurs() -> None:
    assert (percentile([], 0.5), percentile([4, 1, 3], 0.5), percentile([4, 1, 3], 0.95)) == (0, 3, 4)
