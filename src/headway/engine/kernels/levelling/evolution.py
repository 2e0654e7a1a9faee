"""A population of justified schedules that crosses its members where resources are used best."""

import math

import numpy as np

from headway.engine.kernels.jit import kernel
from headway.engine.kernels.levelling.generation import DOES_NOT_FIT, justified, serial
from headway.engine.kernels.levelling.instance import Instance, Ints, Population, Reals, Room

GENERATED, BEST, COUNTS = range(3)
OUTSIDE = 1e6
MUTATED, FEW = 0.02, 3.0
SPREAD = 0.05


@kernel
def _random(people: Population) -> float:
    """Uniform in [0, 1), by xorshift (G. Marsaglia, 2003)."""
    state = people.chance[0]
    state ^= state << np.uint64(13)
    state ^= state >> np.uint64(7)
    state ^= state << np.uint64(17)
    people.chance[0] = state
    return float(state >> np.uint64(11)) / 9007199254740992.0


@kernel
def _below(people: Population, limit: int) -> int:
    return int(_random(people) * limit)


@kernel
def _improved(forward: Instance, backward: Instance, people: Population, keys: Reals, room: Room) -> int:
    """A schedule of the keys in ``room.starts``, justified; its finish."""
    people.counts[GENERATED] += 2
    limit = people.makespans[people.counts[BEST]]
    found = justified(forward, backward, limit, keys, room, room.starts)
    if found == DOES_NOT_FIT:
        people.counts[GENERATED] += 1
        found = serial(forward, keys, 0, room, room.starts)
    return found


@kernel
def _settle(people: Population, place: int, finish: int, starts: Ints) -> None:
    people.makespans[place] = finish
    people.sums[place] = 0
    for activity in range(len(starts)):
        people.starts[place, activity] = starts[activity]
        people.sums[place] += starts[activity] * (activity + 1)
    if finish < people.makespans[people.counts[BEST]]:
        people.counts[BEST] = place


@kernel
def populate(
    forward: Instance, backward: Instance, people: Population, latest: Reals, keys: Reals, room: Room
) -> None:
    """Fill the population with justified samples around the order of latest finishes.

    The first member is there already; it is taken again for a sample that does not fit.
    """
    for place in range(len(people.makespans)):
        for activity in range(len(latest)):
            later = SPREAD * people.makespans[0] * math.log(1.0 - _random(people))
            keys[activity] = latest[activity] - later - forward.duration[activity]
            if place == 0:
                keys[activity] = people.starts[0, activity]
        finish = _improved(forward, backward, people, keys, room)
        if finish == DOES_NOT_FIT:
            finish = people.makespans[0]
            for activity in range(len(latest)):
                room.starts[activity] = people.starts[0, activity]
        _settle(people, place, finish, room.starts)


@kernel
def _busiest(instance: Instance, people: Population, parent: int, room: Room) -> int:
    """First period of the span, between a quarter and three quarters long, that uses resources most."""
    finish = people.makespans[parent]
    for period in range(finish + 1):
        room.load[period] = 0.0
    for activity in range(len(instance.duration)):
        start = people.starts[parent, activity]
        for row in range(instance.need_at[activity], instance.need_at[activity + 1]):
            share = instance.need[row] / max(1, instance.capacity[start, instance.need_of[row]])
            for period in range(start, start + instance.duration[activity]):
                room.load[period] += share
    length = finish // 4 + _below(people, finish // 2 + 1)
    inside = 0.0
    for period in range(length):
        inside += room.load[period]
    best, first = inside, 0
    for period in range(finish - length):
        inside += room.load[period + length] - room.load[period]
        if inside > best or (inside == best and _random(people) < 0.5):
            best, first = inside, period + 1
    room.waiting[0] = length
    return first


@kernel
def _cross(instance: Instance, people: Population, father: int, mother: int, keys: Reals, room: Room) -> None:
    """Keys of a child: the father's in his busiest span, around it the mother's."""
    first = _busiest(instance, people, father, room)
    last = first + room.waiting[0]
    for activity in range(len(instance.duration)):
        own, other = people.starts[father, activity], people.starts[mother, activity]
        if first <= own < last:
            keys[activity] = own
        elif other < first:
            keys[activity] = other - OUTSIDE
        elif other >= last:
            keys[activity] = other + OUTSIDE
        else:
            keys[activity] = other
        keys[activity] += 0.5 * _random(people)


@kernel
def _mutate(instance: Instance, people: Population, keys: Reals) -> None:
    """Move few activities by a tenth of the schedule."""
    chance = max(MUTATED, FEW / len(instance.duration))
    reach = 0.2 * people.makespans[people.counts[BEST]]
    for activity in range(len(instance.duration)):
        if _random(people) < chance:
            keys[activity] += reach * (_random(people) - 0.5)


@kernel
def _draw(people: Population, keys: Reals) -> None:
    """Any order at all: a population whose members are alike has nothing left to cross."""
    for activity in range(len(keys)):
        keys[activity] = people.makespans[people.counts[BEST]] * _random(people)


@kernel
def _tournament(people: Population, sign: int) -> int:
    """The better of two, or with sign -1 the worse."""
    one, other = _below(people, len(people.makespans)), _below(people, len(people.makespans))
    return one if sign * people.makespans[one] <= sign * people.makespans[other] else other


@kernel
def _known(people: Population, finish: int, starts: Ints) -> bool:
    total = 0
    for activity in range(len(starts)):
        total += starts[activity] * (activity + 1)
    for place in range(len(people.makespans)):
        if people.makespans[place] == finish and people.sums[place] == total:
            return True
    return False


@kernel
def evolve(
    forward: Instance, backward: Instance, people: Population, until: int, keys: Reals, room: Room
) -> None:
    """Cross and mutate until so many schedules are there; after a child that is known, a stranger."""
    known = False
    while people.counts[GENERATED] + 2 <= until:
        if known:
            _draw(people, keys)
        else:
            father, mother = _tournament(people, 1), _tournament(people, 1)
            _cross(forward, people, father, mother, keys, room)
            _mutate(forward, people, keys)
        finish = _improved(forward, backward, people, keys, room)
        known = finish != DOES_NOT_FIT and _known(people, finish, room.starts)
        if finish == DOES_NOT_FIT or known:
            continue
        loser = _tournament(people, -1)
        if loser == people.counts[BEST] and finish >= people.makespans[loser]:
            continue
        if finish <= people.makespans[loser]:
            _settle(people, loser, finish, room.starts)
