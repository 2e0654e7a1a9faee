"""PSPLIB files: what they say, what is refused, and how short their schedules become."""

import csv
import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.levelling import earliest_starts, search
from headway.engine.tests.feasible import broken
from headway.formats.errors import FormatError
from headway.formats.sm import Instance, read_sm
from headway.formats.tests.sm_text import SMALL


def read(text: str) -> Instance:
    return read_sm(BytesIO(text.encode()))


def test_a_small_file_is_read() -> None:
    instance = read(SMALL)
    problem = instance.problem
    assert instance.jobs == (1, 2, 3, 4, 5)
    assert problem.duration.tolist() == [0, 3, 4, 2, 0]
    assert list(zip(problem.predecessor.tolist(), problem.successor.tolist(), strict=True)) == [
        (0, 1),
        (0, 2),
        (1, 3),
        (2, 4),
        (3, 4),
    ]
    assert problem.need.tolist() == [[0], [2], [2], [1], [0]]
    assert set(problem.capacity.flatten().tolist()) == {3}


def test_its_shortest_schedule_is_found() -> None:
    """By hand: jobs 2 and 3 need 4 of 3 units together, so they take 7 periods; job 4 fits beside job 3."""
    assert search(read(SMALL).problem, schedules=100).makespan == 7


@pytest.mark.parametrize(
    ("said", "instead", "line", "reason"),
    [
        ("file with", "file of", 1, "no PSPLIB file"),
        ("sink ):  5", "sink ):  x", 5, "no whole number"),
        ("sink ):  5", "sink ):  99999", 5, "at most 5,000"),
        ("renewable                 :  1", "renewable                 :  21", 8, "at most 20"),
        ("nonrenewable              :  0", "nonrenewable              :  2", 9, "at most 0"),
        (
            "   2        1          1           4",
            "   2        2          1           4",
            15,
            "more than one mode",
        ),
        (
            "   2        1          1           4",
            "   2        1          2           4",
            15,
            "number of successors",
        ),
        ("   2        1          1           4", "   2        1          1           9", 15, "no job"),
        (
            "   2        1          1           4",
            "   7        1          1           4",
            15,
            "Job 2 is expected",
        ),
        (
            "   4        1          1           5",
            "   4        1          1           2",
            12,
            "wait for each other",
        ),
        ("  3      1     4       2", "  3      1     4", 25, "3 numbers instead of 4"),
        ("  3      1     4       2", "  3      1     4      -2", 25, "no whole number"),
        ("  3      1     4       2", "  3      1     99999   2", 25, "longer than 10,000"),
        ("  3      1     4       2", "  3      1     4       8", 12, "than there ever is"),
        ("  R 1\n    3\n", "  R 1\n", 0, "too early"),
        ("RESOURCEAVAILABILITIES:", "", 0, "no part"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    said: str, instead: str, line: int, reason: str
) -> None:
    assert said in SMALL
    with pytest.raises(FormatError) as refusal:
        read(SMALL.replace(said, instead))
    assert (refusal.value.line, reason in refusal.value.reason) == (line, True), refusal.value


@given(st.integers(0, len(SMALL) - 1), st.binary(max_size=12))
def test_whatever_a_file_says_it_is_read_or_refused(place: int, change: bytes) -> None:
    text = SMALL.encode()
    with suppress(FormatError):
        assert read_sm(BytesIO(text[:place] + change + text[place + len(change) :])).jobs[0] == 1


def known_sets() -> Path:
    """The library, where the machine has it."""
    named = os.environ.get("HEADWAY_PSPLIB")
    near = [each / "shared/data/psplib" for each in Path(__file__).resolve().parents]
    return Path(named) if named else next((each for each in near if each.is_dir()), Path("psplib"))


@pytest.mark.slow
@pytest.mark.skipif(not known_sets().is_dir(), reason="no PSPLIB on this machine; HEADWAY_PSPLIB names it")
@pytest.mark.parametrize(("name", "gap"), [("j30", 1.5), ("j60", 2.0), ("j120", 5.5)])
def test_eight_instances_of_the_library_come_near_to_the_best_known(name: str, gap: float) -> None:
    folder = known_sets() / name
    with (folder / "optimum/optimum.csv").open(newline="") as file:
        best = {row["problem"]: int(row["optimum"].split("..")[-1]) for row in csv.DictReader(file)}
    paths = sorted(folder.glob("*.sm"))
    excess = []
    for path in paths[:: len(paths) // 8][:8]:
        problem = read_sm(BytesIO(path.read_bytes())).problem
        found = search(problem, schedules=5_000)
        links = zip(problem.predecessor, problem.successor, problem.lag, strict=True)
        rows = problem.duration.tolist(), list(links), problem.need.tolist(), problem.capacity.tolist()
        assert broken(found.starts.tolist(), *rows) == ""
        assert found.makespan >= (earliest_starts(problem) + problem.duration).max()
        excess.append(100 * (found.makespan / best[path.name] - 1))
    assert sum(excess) / len(excess) <= gap
