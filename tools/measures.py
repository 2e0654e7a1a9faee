"""What can be counted in the source files: lines of code, functions, imports, exceptions to checks."""

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("src", "tests", "tools", "benchmarks", "frontend")
GENERATED = {"migrations", "node_modules", "static"}
EXCEPTION = re.compile(r"#\s*(?:ruff:\s*)?noqa\b|#\s*type:\s*ignore|#\s*pragma:|//\s*@ts-|eslint-disable")
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
    """One source file.

    `code` holds what is neither blank, comment nor docstring, with their tokens (an import: none).
    """

    path: Path
    lines: int
    code: tuple[tuple[int, str], ...] = ()
    functions: tuple[Function, ...] = ()
    exceptions: tuple[int, ...] = ()
    imports: frozenset[Path] = frozenset()

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py" or ".test." in self.path.name


def measure_all() -> list[File]:
    """Every hand-written source file of the repository, in a stable order."""
    python = [measure(path, (ROOT / path).read_text(encoding="utf-8")) for path in _sources(".py")]
    return sorted([*python, *_scripts([*_sources(".ts"), *_sources(".mjs")])], key=lambda file: file.path)


def _sources(ending: str) -> Iterator[Path]:
    """Hand-written files with this ending, as paths from the root."""
    below = (path for folder in SOURCES for path in (ROOT / folder).rglob(f"*{ending}"))
    for path in [*ROOT.glob(f"*{ending}"), *below]:
        if GENERATED.isdisjoint(path.relative_to(ROOT).parts):
            yield path.relative_to(ROOT)


def measure(path: Path, text: str) -> File:
    """One Python file, `path` being what reports call it. Its imports are `grimp`'s to tell."""
    tree = ast.parse(text)
    code = _code(text, tree)
    return File(
        path,
        text.count("\n"),
        tuple(code.items()),
        tuple(
            Function(node.name, node.lineno, _within(code, node.lineno, node.end_lineno), _parameters(node))
            for node in ast.walk(tree)
            if isinstance(node, FunctionNode)
        ),
        tuple(line for line, comment in _comments(text) if EXCEPTION.search(comment)),
    )


def _code(text: str, tree: ast.Module) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            for number, part in enumerate(token.string.split("\n")):
                found.setdefault(token.start[0] + number, []).append(part)
    docstrings, imports = set(_docstring_lines(tree)), set(_import_lines(tree))
    return {
        line: "" if line in imports else " ".join(tokens)
        for line, tokens in found.items()
        if line not in docstrings
    }


def _within(code: dict[int, str], first: int, last: int | None) -> int:
    return sum(line in code for line in range(first, (last or first) + 1))


def _docstring_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | FunctionNode)
            and ast.get_docstring(node, clean=False) is not None
        ):
            yield from _lines(node.body[0])


def _import_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _lines(node)


def _lines(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _parameters(node: FunctionNode) -> int:
    """What a caller has to know: all parameters but self and cls; *args and **kwargs count one each."""
    arguments = node.args
    named = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    if named and named[0] in {"self", "cls"}:
        named = named[1:]
    return len(named) + (arguments.vararg is not None) + (arguments.kwarg is not None)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _scripts(paths: list[Path]) -> Iterator[File]:
    command = [sys.executable, str(ROOT / "tools/npm.py"), "run", "--silent", "shape", "--", *map(str, paths)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(f"TypeScript could not be read:\n{told.stdout}{told.stderr}")
    for file in json.loads(told.stdout):
        yield _script(file)


def _script(told: dict[str, Any]) -> File:
    code = {int(line): str(tokens) for line, tokens in told["code"]}
    text = (ROOT / told["path"]).read_text(encoding="utf-8")
    return File(
        Path(told["path"]),
        text.count("\n"),
        tuple(code.items()),
        tuple(
            Function(
                each["name"], each["first"], _within(code, each["first"], each["last"]), each["parameters"]
            )
            for each in told["functions"]
        ),
        tuple(number for number, line in enumerate(text.splitlines(), 1) if EXCEPTION.search(line)),
        frozenset(map(Path, told["imports"])),
    )
