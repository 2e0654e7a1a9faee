"""Reports the size of files and functions, and refuses what has grown too large to read.

    python tools/shape.py            the report; exit code 1 over a hard limit
    python tools/shape.py --limits   only what is over a limit

Wished: files up to 400 lines, functions up to 30 lines of code and 5 parameters. Hard limits: 600 and 60.
More than 5 parameters is ruff's to refuse (PLR0913), because there an exception carries its reason.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WISHED_FILE, HARD_FILE = 400, 600
WISHED_FUNCTION, HARD_FUNCTION = 30, 60
WISHED_PARAMETERS = 5

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("src", "tests", "tools", "benchmarks", "frontend")
SCRIPTS = {".ts", ".mjs"}
GENERATED = ("migrations", "node_modules")
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function or method; nested functions count for themselves and for the one around them."""

    name: str
    line: int
    code_lines: int
    parameters: int


@dataclass(frozen=True)
class File:
    """One source file. Functions are known for Python only."""

    path: Path
    lines: int
    code_lines: int
    functions: tuple[Function, ...] = ()

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py" or ".test." in self.path.name


def measure(path: Path, text: str) -> File:
    """Sizes of one file, `path` being what the report calls it."""
    lines = text.count("\n")
    if path.suffix in SCRIPTS:
        code = sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))
        return File(path, lines, code)
    tree = ast.parse(text)
    code_lines = _lines_with_code(text) - _docstring_lines(tree)
    functions = tuple(
        Function(
            name=node.name,
            line=node.lineno,
            code_lines=len(code_lines.intersection(range(node.lineno, (node.end_lineno or node.lineno) + 1))),
            parameters=_parameters(node),
        )
        for node in ast.walk(tree)
        if isinstance(node, FunctionNode)
    )
    return File(path, lines, len(code_lines), functions)


def _lines_with_code(text: str) -> set[int]:
    """Lines that hold something other than blanks and comments."""
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    return found


def _docstring_lines(tree: ast.Module) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | FunctionNode)
            and ast.get_docstring(node, clean=False) is not None
        ):
            docstring = node.body[0]
            found.update(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    return found


def _parameters(node: FunctionNode) -> int:
    """What a caller has to know: all parameters but self and cls; *args and **kwargs count one each."""
    arguments = node.args
    named = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    if named and named[0] in {"self", "cls"}:
        named = named[1:]
    return len(named) + (arguments.vararg is not None) + (arguments.kwarg is not None)


def source_files(root: Path) -> Iterator[Path]:
    """Hand-written Python and TypeScript below `root`, in a stable order."""
    for path in sorted(
        [*root.glob("*.py"), *(found for folder in SOURCES for found in root.glob(f"{folder}/**/*"))]
    ):
        wanted = path.suffix == ".py" or path.suffix in SCRIPTS
        if (
            wanted
            and path.is_file()
            and not any(part in GENERATED or part == "static" for part in path.parts)
        ):
            yield path


def excesses(file: File) -> Iterator[tuple[bool, str]]:
    """What is over a limit in a file: (whether the limit is a hard one, sentence)."""
    if file.lines > WISHED_FILE:
        yield file.lines > HARD_FILE, f"{file.path}: {file.lines} lines"
    for function in file.functions:
        place = f"{file.path}:{function.line}: {function.name}"
        if function.code_lines > WISHED_FUNCTION:
            yield function.code_lines > HARD_FUNCTION, f"{place} has {function.code_lines} lines of code"
        # A test takes fixtures, not arguments: pytest calls it.
        if function.parameters > WISHED_PARAMETERS and not file.is_test:
            yield False, f"{place} has {function.parameters} parameters"


def percentile(values: list[int], share: float) -> int:
    """The nearest-rank percentile; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


def summary(files: list[File]) -> str:
    """The figures by which the shape of the whole is watched over time."""
    production = [file for file in files if not file.is_test]
    code = sum(file.code_lines for file in production)
    tests = sum(file.code_lines for file in files if file.is_test)
    functions = [function.code_lines for file in production for function in file.functions]
    return "\n".join(
        [
            f"files      {len(files)}, {len(production)} of them production",
            f"file       {_spread([file.lines for file in production])} lines",
            f"function   {_spread(functions)} lines of code, {len(functions)} functions",
            f"code       {code} lines production, {tests} lines tests, {tests / max(code, 1):.2f} : 1",
        ]
    )


def _spread(values: list[int]) -> str:
    return f"p50 {percentile(values, 0.5)}  p95 {percentile(values, 0.95)}  max {max(values, default=0)}"


def main(arguments: list[str]) -> int:
    files = [measure(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in source_files(ROOT)]
    if "--limits" not in arguments:
        print(summary(files))
    found = [excess for file in files for excess in excesses(file)]
    for hard, sentence in sorted(found, key=lambda excess: (not excess[0], excess[1])):
        print("too large " if hard else "large     ", sentence)
    return int(any(hard for hard, _ in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
