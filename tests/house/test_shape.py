"""tools/shape.py counts what it says it counts, and refuses what it says it refuses."""

from pathlib import Path

import pytest

from tools import shape
from tools.measures import File, Function, measure
from tools.repeats import repeats
from tools.shape import excesses, excesses_of_all, percentile

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
OTHERS = [File(Path(f"src/other_{number}.py"), 333) for number in range(3)]
TEN_LINES = [f"line_{number}(value)\n" for number in range(10)]


def refused(*files: File) -> list[str]:
    """What is refused about these files, beside that those which may repeat each other are not among them."""
    return [sentence for hard, sentence in excesses_of_all(list(files)) if hard and "TWICE" not in sentence]


def test_docstrings_comments_and_blank_lines_are_no_code() -> None:
    file = measure(Path("src/sample.py"), SAMPLE)
    assert (file.lines, len(file.code)) == (15, 6)
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
    assert [hard for hard, _ in excesses(measure(Path("src/a.py"), text))] == [False]
    assert list(excesses(measure(Path("src/tests/test_a.py"), text))) == []


def test_scripts_are_held_to_five_parameters_here() -> None:
    wide = (Function("paint", 1, code_lines=1, parameters=6),)
    assert refused(File(Path("frontend/a.ts"), 1, functions=wide)) == [
        "frontend/a.ts:1: paint has 6 parameters"
    ]
    assert refused(File(Path("frontend/a.test.ts"), 1, functions=wide)) == []


@pytest.mark.parametrize(
    "comment", ["# noqa: S101  x", "# type: ignore[misc]  # x", "# ruff: noqa: E501", "# pragma: no cover"]
)
def test_an_exception_to_a_check_is_counted_and_has_a_thousand_lines_around_it(comment: str) -> None:
    one = measure(Path("src/a.py"), f"x = 1  {comment}\n")
    assert one.exceptions == (1,)
    assert refused(one, *OTHERS) == []
    assert refused(one, *OTHERS[1:]) != []


@pytest.mark.parametrize(
    "path", ["headway/engine/a.py", "headway/jobs/services.py", "headway/a/permissions.py"]
)
def test_where_the_product_decides_there_is_no_exception_to_a_check(path: str) -> None:
    one = measure(Path(path), "x = 1  # noqa: S101  because\n")
    assert refused(one, *OTHERS) == [f"{path}:1: an exception to a check where the product decides"]


def test_a_string_that_looks_like_an_exception_is_none() -> None:
    assert measure(Path("a.py"), 'x = "# noqa: S101  x"\n').exceptions == ()


def test_scripts_in_a_circle_are_refused() -> None:
    one, two = Path("frontend/one.ts"), Path("frontend/two.ts")
    assert refused(File(one, 1, imports=frozenset({two})), File(two, 1)) == []
    circle = refused(File(one, 1, imports=frozenset({two})), File(two, 1, imports=frozenset({one})))
    assert [sentence[:17] for sentence in circle] == ["files in a circle"]


def test_eight_lines_written_twice_are_found_at_their_full_length_whatever_stands_between_them() -> None:
    text = "".join(TEN_LINES)
    spread = 'def f():\n    """Says."""\n' + "".join(f"    {line}\n    # why\n" for line in TEN_LINES)
    found = repeats([measure(Path("a.py"), text), measure(Path("b.py"), spread)])
    assert list(map(str, found)) == ["a.py:1 and b.py:3: the same 10 lines"]


def test_seven_lines_imports_and_closing_brackets_are_no_repetition() -> None:
    seven = "".join(TEN_LINES[:7])
    brackets = "a(\n" + "b(\n" * 3 + ")\n" * 4
    imports = "".join(f"import module_{number}\n" for number in range(9))
    for text in (seven, brackets, imports):
        assert repeats([measure(Path("a.py"), text), measure(Path("b.py"), text)]) == []


def test_a_file_may_repeat_itself_no_more_than_another() -> None:
    text = "".join(TEN_LINES)
    assert [repeat.lines for repeat in repeats([measure(Path("a.py"), f"{text}x = 1\n{text}")])] == [10]


def test_what_may_be_written_twice_is_forgotten_when_it_is_not() -> None:
    sentences = [sentence for hard, sentence in excesses_of_all([]) if hard]
    assert [sentence.count("TWICE") for sentence in sentences] == [1] * len(shape.TWICE)


def test_the_percentile_is_a_value_that_occurs() -> None:
    assert (percentile([], 0.5), percentile([4, 1, 3], 0.5), percentile([4, 1, 3], 0.95)) == (0, 3, 4)
