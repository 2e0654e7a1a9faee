"""How a command for files says that it did not do what was asked."""

import sys
from pathlib import Path


def refuse(path: Path, reason: str, *, line: int = 0) -> int:
    """Say on the error channel what is wrong with a file, and where in it; the answer is the exit status."""
    print(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}", file=sys.stderr)
    return 1


def reason_of(error: OSError, otherwise: str) -> str:
    """The system's words for what went wrong with a file, where it has any."""
    return error.strerror or otherwise
