"""Whether a schedule is feasible, checked period by period without anything of the search."""

from collections.abc import Sequence

Links = Sequence[tuple[int, int, int]]
Rows = Sequence[Sequence[int]]


def broken(starts: Sequence[int], durations: Sequence[int], links: Links, needs: Rows, capacity: Rows) -> str:
    """The first thing that a schedule breaks, in words; empty where it is feasible.

    Links are predecessor, successor, and periods between their starts; `capacity` has a row per period.
    """
    for activity, (start, duration) in enumerate(zip(starts, durations, strict=True)):
        if start < 0 or start + duration > len(capacity):
            return f"activity {activity} lies outside the horizon"
    for one, other, lag in links:
        if starts[other] < starts[one] + lag:
            return f"activity {other} does not wait for {one}"
    for period, there in enumerate(capacity):
        working = [row for row, start in enumerate(starts) if start <= period < start + durations[row]]
        for resource, most in enumerate(there):
            if sum(needs[row][resource] for row in working) > most:
                return f"resource {resource} is overloaded in period {period}"
    return ""
