"""Reports the size of files and functions, and refuses what has grown too large to read.

    python -m tools.shape            the report; exit code 1 over a hard limit
    python -m tools.shape --limits   only what is over a limit

Wished: files up to 400 lines, functions up to 30 lines of code. Hard limits: 600 lines, 60 lines of code,
5 parameters (in Python ruff's PLR0913), one exception to a check in 1,000 lines and none where the product
decides. What is written twice and scripts that import each other in a circle are refused too (circles of
Python: tests/house/test_circles.py).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.circles import circle_in
from tools.measures import File, measure_all
from tools.repeats import Repeat, repeats

WISHED_FILE, HARD_FILE = 400, 600
WISHED_FUNCTION, HARD_FUNCTION = 30, 60
HARD_PARAMETERS = 5
LINES_FOR_AN_EXCEPTION = 1_000
WITHOUT_EXCEPTION = {"engine", "services", "permissions"}

# Two files that say the same, and why they may. What repeats nothing any more does not stay here.
TWICE = {
    ("formats/plan.py", "project/schedule/plan/facts.py"): "the same names of dates",
    ("exchange/tests/test_document_to_plan.py", "project/schedule/scheduling.py"): "the same names of dates",
}
PACKAGE = Path("src/headway")

# Of admired code of this kind; to look at, not to reach by cutting.
MODELS = "models:  file p50 80  p95 400   function p50 8  p95 35   tests to code 1.4 to 2"


def excesses(file: File) -> Iterator[tuple[bool, str]]:
    """What is over a limit in a file: (whether the limit is a hard one, sentence)."""
    if file.lines > WISHED_FILE:
        yield file.lines > HARD_FILE, f"{file.path}: {file.lines} lines"
    for function in file.functions:
        place = f"{file.path}:{function.line}: {function.name}"
        if function.code_lines > WISHED_FUNCTION:
            yield function.code_lines > HARD_FUNCTION, f"{place} has {function.code_lines} lines of code"
        # A test takes fixtures, not arguments: pytest calls it. In Python ruff refuses, and hears reasons.
        if function.parameters > HARD_PARAMETERS and not file.is_test:
            yield file.path.suffix != ".py", f"{place} has {function.parameters} parameters"
    decides = WITHOUT_EXCEPTION.intersection([*file.path.parts, file.path.stem]) and not file.is_test
    for line in file.exceptions if decides else ():
        yield True, f"{file.path}:{line}: an exception to a check where the product decides"


def excesses_of_all(files: list[File]) -> Iterator[tuple[bool, str]]:
    """What is over a limit in the whole."""
    for file in files:
        yield from excesses(file)
    for name, some in (("the product", [file for file in files if _is_product(file)]), ("all", files)):
        lines, exceptions = sum(file.lines for file in some), sum(len(file.exceptions) for file in some)
        if exceptions * LINES_FOR_AN_EXCEPTION > lines:
            yield True, f"{exceptions} exceptions to checks in {lines} lines of {name}"
    if circle := circle_in({file.path: file.imports for file in files}):
        yield True, f"files in a circle: {' imports '.join(map(str, circle))}"
    yield from _written_twice(repeats(files))


def _is_product(file: File) -> bool:
    return not file.is_test and file.path.parts[0] in {"src", "frontend"}


def _written_twice(found: list[Repeat]) -> Iterator[tuple[bool, str]]:
    allowed = {(PACKAGE / first, PACKAGE / second) for first, second in TWICE}
    known = {(repeat.first.path, repeat.second.path) for repeat in found}
    for repeat in found:
        if (repeat.first.path, repeat.second.path) not in allowed:
            yield True, str(repeat)
    for first, second in allowed - known:
        yield True, f"{first} and {second} are in TWICE of tools/shape.py and repeat nothing any more"


def percentile(values: list[int], share: float) -> int:
    """The nearest-rank percentile; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def summary(files: list[File]) -> str:
    """The figures by which the shape of the whole is watched over time, beside those of its models."""
    return "\n".join(
        [
            MODELS,
            *_figures("Python", [file for file in files if file.path.suffix == ".py"]),
            *_figures("scripts", [file for file in files if file.path.suffix != ".py"]),
        ]
    )


def _figures(name: str, files: list[File]) -> Iterator[str]:
    """Of what is delivered; tools and benchmarks are neither product nor its tests."""
    product = [file for file in files if _is_product(file)]
    code = sum(len(file.code) for file in product)
    tests = sum(len(file.code) for file in files if file.is_test)
    functions = [function.code_lines for file in product for function in file.functions]
    share = tests / max(code, 1)
    yield f"{name}: {len(product)} files, {code} lines of code, {tests} in tests, {share:.2f} to 1"
    yield f"  file       {_spread([file.lines for file in product])} lines"
    yield f"  function   {_spread(functions)} lines of code, {len(functions)} functions"
    yield f"  exceptions {sum(len(file.exceptions) for file in product)} to checks"


def _spread(values: list[int]) -> str:
    return f"p50 {percentile(values, 0.5)}  p95 {percentile(values, 0.95)}  max {max(values, default=0)}"


def main(arguments: list[str]) -> int:
    files = measure_all()
    if "--limits" not in arguments:
        print(summary(files))
    found = list(excesses_of_all(files))
    for hard, sentence in sorted(found, key=lambda excess: (not excess[0], excess[1])):
        print("refused   " if hard else "large     ", sentence)
    return int(any(hard for hard, _ in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
