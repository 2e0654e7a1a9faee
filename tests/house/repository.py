"""The committed files, as the house rules read them."""

import functools
import io
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/headway"


@functools.cache
def committed_texts() -> dict[str, str]:
    """Path from the root -> content of every text file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    texts = {}
    for name in filter(None, listed.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


def python_texts() -> dict[str, str]:
    return {name: text for name, text in committed_texts().items() if name.endswith(".py")}


def comments(text: str) -> Iterator[tuple[int, str]]:
    """(line, comment) of a Python file; what merely looks like a comment inside a string is left out."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
