"""Time of `headway.engine.schedule` against MPXJ's `MicrosoftScheduler` on the same seeded networks.

    python benchmarks/schedule.py [--without-peer] [--sizes 1000 10000 100000] [--repeats 25]

Times are the fastest of several warm runs, in milliseconds, on both sides: other load on the machine only
adds. *build* makes the network from columns, *rows* from one dataclass per activity and link; *schedule*
gives all dates and floats from the network in memory; *peer* is the peer's own `schedule()` without its
floats, which it computes on demand. *same* counts activities whose four dates are equal; the peer differs
where a lead is measured from a finish at midnight. Exit status 1 when a limit is missed: a schedule of 10,000
in 10 ms, 20 times as fast as the peer at each size, and 10,000 built from columns in 50 ms.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from networks import Columns, plain, varied

from headway.engine import Activity, Link, Network, schedule, written

LIMIT_MS, LIMIT_BUILD_MS, LIMIT_RATIO = 10.0, 50.0, 20.0
HEADER = ("network", "activities", "links", "build", "rows", "schedule", "peer", "ratio", "same")


def fastest_ms(run: Callable[[], Any], repeats: int) -> float:
    """Fastest of several calls, after one that warms up."""
    run()
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000


def from_rows(columns: Columns) -> Callable[[], Network]:
    """A call that makes the network from one dataclass per activity and link."""
    activities = [
        Activity(id=number, duration=duration)
        for number, duration in zip(columns.activities["id"], columns.activities["duration"], strict=True)
    ]
    names = list(columns.links)
    links = [Link(**dict(zip(names, row, strict=True))) for row in zip(*columns.links.values(), strict=True)]
    return lambda: Network.of(activities, links, terms=columns.terms)


def peer_times(columns: Columns, network: Network, repeats: int) -> tuple[float, int]:
    """Fastest of the peer's warm runs and the number of activities with the same four dates."""
    from microsoft_peer import Peer

    peer = Peer(columns)
    peer.schedule()
    taken = min(peer.schedule() for _ in range(min(repeats, 7))) * 1000
    dates = schedule(network)
    ours = zip(dates.early_start, dates.early_finish, dates.late_start, dates.late_finish, strict=True)
    same = sum(
        [written(moment)[:16] for moment in row] == theirs[:4]
        for row, theirs in zip(ours, peer.dates(), strict=True)
    )
    return taken, same


def measure(name: str, columns: Columns, repeats: int, *, peer: bool) -> tuple[Any, ...]:
    activities = {key: np.array(values) for key, values in columns.activities.items()}
    links = {key: np.array(values) for key, values in columns.links.items()}
    network = Network.from_columns(activities, links, terms=columns.terms)
    build = fastest_ms(lambda: Network.from_columns(activities, links, terms=columns.terms), repeats)
    rows = fastest_ms(from_rows(columns), min(repeats, 5))
    ours = fastest_ms(lambda: schedule(network), repeats)
    theirs, same = peer_times(columns, network, repeats) if peer else (float("nan"), 0)
    return (name, len(activities["id"]), len(links["lag"]), build, rows, ours, theirs, theirs / ours, same)


def growth(results: list[tuple[Any, ...]], name: str) -> str:
    """How time grows with the network: the exponent of a power between the smallest and the largest."""
    sizes = [(row[1], row[5]) for row in results if row[0] == name]
    if len(sizes) < 2:
        return f"{name}: one size only"
    (small, fast), (large, slow) = sizes[0], sizes[-1]
    return f"{name}: schedule time grows as activities^{np.log(slow / fast) / np.log(large / small):.2f}"


def keeps_limits(row: tuple[Any, ...]) -> bool:
    """Whether one line of figures is as it should be."""
    _name, size, _links, build, _rows, ours, _theirs, ratio, _same = row
    quick = size != 10_000 or (ours <= LIMIT_MS and build <= LIMIT_BUILD_MS)
    return quick and not ratio < LIMIT_RATIO  # without the peer there is no ratio


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    arguments.add_argument("--repeats", type=int, default=25)
    arguments.add_argument("--without-peer", action="store_true")
    given = arguments.parse_args()
    print("".join(f"{title:>11}" for title in HEADER))
    results = []
    for name, make in (("plain", plain), ("varied", varied)):
        for size in given.sizes:
            row = measure(name, make(size), given.repeats, peer=not given.without_peer)
            results.append(row)
            print(
                "".join(f"{value:>11.2f}" if isinstance(value, float) else f"{value:>11}" for value in row),
                flush=True,
            )
    for name in ("plain", "varied"):
        print(growth(results, name))
    return 0 if all(keeps_limits(row) for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
