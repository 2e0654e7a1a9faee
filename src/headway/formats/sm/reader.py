"""Reads PSPLIB's single-mode files (``.sm``).

The format is that of R. Kolisch, A. Sprecher, "PSPLIB - a project scheduling problem library", 1997.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from headway.engine import NetworkError
from headway.engine.levelling.problem import Problem
from headway.formats.errors import FormatError

LARGEST = 4_000_000
MOST_JOBS, MOST_RESOURCES, LONGEST, MOST_PERIODS = 5_000, 20, 10_000, 200_000
MOST_UNITS = 1_000_000
_JOBS, _RENEWABLE = re.compile(r"jobs[^:]*:\s*(\S+)"), re.compile(r"- renewable\s*:\s*(\S+)")
_OTHERS = re.compile(r"- (?:nonrenewable|doubly constrained)\s*:\s*(\S+)")
_RULE = re.compile(r"^[\s*-]*$")

Lines = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A file's problem; row `i` of it is the job `jobs[i]` of the file."""

    jobs: tuple[int, ...]
    problem: Problem


def looks_like_sm(head: bytes) -> bool:
    """Whether a file begins as PSPLIB's do.

    Examples
    --------
    >>> looks_like_sm(b"****\\nfile with basedata : j30.bas")
    True
    """
    return head.lstrip(b"*\r\n ").startswith(b"file with basedata")


def read_sm(source: BinaryIO) -> Instance:
    """The problem in a single-mode file.

    Raises
    ------
    FormatError
        With the line, for a file that is none, has more than one mode or resources that are used up, is not
        complete or is too large.
    """
    data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FormatError(0, f"The file is larger than {LARGEST // 1_000_000} MB.")
    if not looks_like_sm(data[:2_000]):
        raise FormatError(1, "This is no PSPLIB file: it does not begin with “file with basedata”.")
    lines = iter(list(enumerate(data.decode("latin-1").splitlines(), 1)))
    jobs = _number_after(lines, _JOBS, MOST_JOBS, "jobs")
    resources = _number_after(lines, _RENEWABLE, MOST_RESOURCES, "renewable resources")
    for _ in range(2):
        _number_after(lines, _OTHERS, 0, "resources that are used up")
    line, links = _links(lines, jobs)
    durations, needs = _requests(lines, jobs, resources)
    if sum(durations) > MOST_PERIODS:
        raise FormatError(line, f"The jobs last for more than {MOST_PERIODS:,} periods.")
    _until(lines, "RESOURCEAVAILABILITIES")
    _until(lines, "R 1" if resources else "")
    capacity = _row(lines, resources, MOST_UNITS)[1]
    try:
        problem = Problem.plain(durations, links, needs, capacity)
    except NetworkError as error:
        jobs_said = ", ".join(str(row + 1) for row in error.activities[:5])
        raise FormatError(line, f"{error} (jobs {jobs_said})") from error
    return Instance(tuple(range(1, jobs + 1)), problem)


def _number_after(lines: Lines, pattern: re.Pattern[str], most: int, words: str) -> int:
    for number, text in lines:
        found = pattern.search(text)
        if found:
            return _whole(found[1], number, most, words)
    raise FormatError(0, f"The file does not say how many {words} there are.")


def _whole(text: str, line: int, most: int, words: str = "units") -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise FormatError(line, f"“{text[:20]}” is no whole number of {words}.")
    if int(text) > most:
        raise FormatError(line, f"There are {text} {words}; at most {most:,} can be read.")
    return int(text)


def _until(lines: Lines, begin: str) -> int:
    for number, text in lines:
        if text.strip().startswith(begin):
            return number
    raise FormatError(0, f"The file has no part “{begin}”.")


def _row(lines: Lines, length: int | None, most: int) -> tuple[int, list[int]]:
    """The next line of numbers, with so many of them."""
    for number, text in lines:
        if _RULE.match(text):
            continue
        values = [_whole(word, number, most) for word in text.split()]
        if length is not None and len(values) != length:
            raise FormatError(number, f"The line has {len(values)} numbers instead of {length}.")
        return number, values
    raise FormatError(0, "The file ends too early.")


def _links(lines: Lines, jobs: int) -> tuple[int, list[tuple[int, int]]]:
    line = _until(lines, "PRECEDENCE RELATIONS")
    _until(lines, "jobnr.")
    links: list[tuple[int, int]] = []
    for job in range(1, jobs + 1):
        number, values = _row(lines, None, MOST_UNITS)
        _check_job(number, values, job)
        after = values[3:]
        if len(values) < 3 or len(after) != values[2]:
            raise FormatError(number, "The number of successors is not the one that the line says.")
        if any(not 1 <= each <= jobs for each in after):
            raise FormatError(number, "A successor is no job of the file.")
        links.extend((job - 1, each - 1) for each in after)
    return line, links


def _check_job(line: int, values: Sequence[int], job: int) -> None:
    if values[0] != job:
        raise FormatError(line, f"Job {job} is expected here, not {values[0]}.")
    if values[1:2] != [1]:
        raise FormatError(line, f"Job {job} has more than one mode; only one can be read.")


def _requests(lines: Lines, jobs: int, resources: int) -> tuple[list[int], list[list[int]]]:
    _until(lines, "REQUESTS/DURATIONS")
    _until(lines, "jobnr.")
    durations, needs = [], []
    for job in range(1, jobs + 1):
        line, values = _row(lines, 3 + resources, MOST_UNITS)
        _check_job(line, values, job)
        if values[2] > LONGEST:
            raise FormatError(line, f"Job {job} lasts longer than {LONGEST:,} periods.")
        durations.append(values[2])
        needs.append(values[3:])
    return durations, needs
