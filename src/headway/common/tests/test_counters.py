"""Counters of rate limits are not washed away."""

import os
from pathlib import Path

from headway.common.counters import CounterCache


def counters(folder: Path) -> CounterCache:
    return CounterCache(str(folder), {"OPTIONS": {"MAX_ENTRIES": 40}})


def test_what_was_counted_last_stays_whatever_is_counted_beside_it(tmp_path: Path) -> None:
    cache = counters(tmp_path)
    for guess in range(200):
        cache.set("guesses-at-one-account", guess)
        cache.set(f"nobody-{guess}", 1)
        assert cache.get("guesses-at-one-account") == guess
    assert len(list(tmp_path.iterdir())) <= 40


def test_what_was_counted_longest_ago_makes_room(tmp_path: Path) -> None:
    cache = counters(tmp_path)
    known: set[Path] = set()
    for number in range(40):
        cache.set(str(number), number)
        (written,) = set(tmp_path.iterdir()) - known
        os.utime(written, (number, number))
        known.add(written)
    cache.set("new", 1)
    assert [cache.get(str(number)) for number in (0, 9, 10, 39)] == [None, None, 10, 39]
    assert cache.get("new") == 1
