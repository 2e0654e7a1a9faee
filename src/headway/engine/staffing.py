"""Which clock runs an activity and each of its assignments.

An assignment works when the resource works and, where the activity has a calendar of its own, that one too.
"""

from typing import NamedTuple

import numpy as np

from headway.engine.columns import NONE, ActivityColumns, AssignmentColumns, Flags, Ints, Terms
from headway.engine.graph import Graph, grouped

Recipe = tuple[int, int]
"""Indices of two calendars that must both work; the second is -1 where one is enough."""


class Staffing(NamedTuple):
    """Clocks of activities and assignments, and work as seconds of the assignment's clock.

    Attributes
    ----------
    recipes : tuple of pairs
        What each clock is made of.
    activity_clock : int64 array
        Clock of each activity; -1 runs around the clock.
    staffed : bool array
        Activities whose duration follows from their assignments.
    at, of : int64 arrays
        Assignments that count for row r are `of[at[r]:at[r + 1]]`.
    clock, work, remaining, delay : int64 arrays
        Per assignment.
    """

    recipes: tuple[Recipe, ...]
    activity_clock: Ints
    staffed: Flags
    at: Ints
    of: Ints
    clock: Ints
    work: Ints
    remaining: Ints
    delay: Ints


def build_staffing(
    activities: ActivityColumns, assignments: AssignmentColumns, rows: Ints, graph: Graph, terms: Terms
) -> Staffing:
    """Clocks for activities, and for assignments whose activity is in `rows`."""
    count, calendars = len(activities.id), len(terms.calendars)
    same = first_equal(terms)
    own = np.where(activities.calendar >= 0, same[activities.calendar], -1)
    resource = np.where(assignments.calendar >= 0, same[assignments.calendar], -1)
    task = own[rows]
    both = (task >= 0) & (resource >= 0) & (task != resource) & ~activities.ignore_resource_calendars[rows]
    single = np.where(task >= 0, task, np.where(resource >= 0, resource, 0))
    # One number per recipe: the second calendar is shifted by one, so that none is zero.
    wanted = np.concatenate((np.maximum(own, 0), np.where(both, task, single)))
    partner = np.concatenate((np.zeros(count, np.int64), np.where(both, resource + 1, 0)))
    codes, clocks = np.unique(wanted * (calendars + 1) + partner, return_inverse=True)
    recipes = tuple((int(code) // (calendars + 1), int(code) % (calendars + 1) - 1) for code in codes)
    clocks = clocks.astype(np.int64)

    seconds = seconds_of(assignments.work, assignments.units)
    driven = ~activities.fixed_duration & ~activities.elapsed & ~graph.summary & (activities.duration > 0)
    counted = driven[rows] & (seconds > 0)
    at, of = grouped(np.where(counted, rows, -1), count)
    return Staffing(
        recipes,
        np.where(activities.elapsed, -1, clocks[:count]),
        at[1:] > at[:-1],
        at,
        of,
        clocks[count:],
        seconds,
        _remaining(activities, assignments, rows, seconds),
        assignments.delay,
    )


def first_equal(terms: Terms) -> Ints:
    """Index of the first calendar that equals each: resources often have copies of one calendar."""
    first: dict[object, int] = {}
    return np.array(
        [first.setdefault(calendar, index) for index, calendar in enumerate(terms.calendars)], np.int64
    )


def seconds_of(work: Ints, units: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ints:
    """Time of the clock that an amount of work takes; assignments without units take none."""
    usable = units > 0
    return np.where(usable, np.rint(work / np.where(usable, units, 1.0)), 0).astype(np.int64)


def _remaining(
    activities: ActivityColumns, assignments: AssignmentColumns, rows: Ints, seconds: Ints
) -> Ints:
    """Given remaining work, else the share of the activity's remaining duration."""
    duration, left = activities.duration[rows], activities.remaining_duration[rows]
    started = (activities.actual_start[rows] != NONE) & (left != NONE)
    share = np.where(started, left / np.maximum(duration, 1), 1.0)
    given = seconds_of(np.maximum(assignments.remaining_work, 0), assignments.units)
    derived = np.rint(seconds * share).astype(np.int64)
    return np.where(assignments.remaining_work != NONE, given, derived)
