"""Serial and parallel generation of schedules, and their justification."""

from headway.engine.kernels.jit import kernel
from headway.engine.kernels.levelling.instance import Instance, Ints, Reals, Room

DOES_NOT_FIT = -1


@kernel
def _begin(instance: Instance, room: Room) -> int:
    """Everything is free again; how many activities wait for nobody."""
    periods, resources = instance.capacity.shape
    for period in range(periods):
        for resource in range(resources):
            room.free[period, resource] = instance.capacity[period, resource]
    count = 0
    for activity in range(len(instance.duration)):
        room.waiting[activity] = instance.before_at[activity + 1] - instance.before_at[activity]
        if room.waiting[activity] == 0:
            room.eligible[count] = activity
            count += 1
    return count


@kernel
def _ready(instance: Instance, activity: int, starts: Ints) -> int:
    """Earliest start that predecessors and release allow."""
    earliest = instance.release[activity]
    for link in range(instance.before_at[activity], instance.before_at[activity + 1]):
        earliest = max(earliest, starts[instance.before[link]] + instance.before_lag[link])
    return earliest


@kernel
def _last_conflict(instance: Instance, room: Room, activity: int, start: int) -> int:
    """Last period of the activity in which something is missing, -1 where nothing is."""
    first, last = instance.need_at[activity], instance.need_at[activity + 1]
    for period in range(start + instance.duration[activity] - 1, start - 1, -1):
        for row in range(first, last):
            if room.free[period, instance.need_of[row]] < instance.need[row]:
                return period
    return -1


@kernel
def _place(instance: Instance, room: Room, activity: int, start: int) -> None:
    first, last = instance.need_at[activity], instance.need_at[activity + 1]
    for period in range(start, start + instance.duration[activity]):
        for row in range(first, last):
            room.free[period, instance.need_of[row]] -= instance.need[row]


@kernel
def _release_successors(instance: Instance, room: Room, activity: int, count: int) -> int:
    for link in range(instance.after_at[activity], instance.after_at[activity + 1]):
        after = instance.after[link]
        room.waiting[after] -= 1
        if room.waiting[after] == 0:
            room.eligible[count] = after
            count += 1
    return count


@kernel
def _take_first(room: Room, count: int, keys: Reals) -> int:
    """The eligible activity with the smallest key; the last takes its place."""
    best = 0
    for place in range(1, count):
        if keys[room.eligible[place]] < keys[room.eligible[best]]:
            best = place
    activity = room.eligible[best]
    room.eligible[best] = room.eligible[count - 1]
    return activity


@kernel
def serial(instance: Instance, keys: Reals, floor: int, room: Room, starts: Ints) -> int:
    """Each activity in the order of its key as early as it can; the finish of all."""
    count = _begin(instance, room)
    horizon, finish = instance.capacity.shape[0], 0
    while count > 0:
        activity = _take_first(room, count, keys)
        start = max(floor, _ready(instance, activity, starts))
        while True:
            if start + instance.duration[activity] > horizon:
                return DOES_NOT_FIT
            conflict = _last_conflict(instance, room, activity, start)
            if conflict < 0:
                break
            start = conflict + 1
        _place(instance, room, activity, start)
        starts[activity] = start
        finish = max(finish, start + instance.duration[activity])
        count = _release_successors(instance, room, activity, count - 1)
    return finish


@kernel
def parallel(instance: Instance, keys: Reals, room: Room, starts: Ints) -> int:
    """Period after period what can begin, in the order of keys; the finish of all."""
    count = _begin(instance, room)
    horizon, finish, now = instance.capacity.shape[0], 0, 0
    while count > 0:
        best = -1
        for place in range(count):
            activity = room.eligible[place]
            if best >= 0 and keys[activity] >= keys[room.eligible[best]]:
                continue
            if _ready(instance, activity, starts) > now or now + instance.duration[activity] > horizon:
                continue
            if _last_conflict(instance, room, activity, now) < 0:
                best = place
        if best < 0:
            now += 1
            if now > horizon:
                return DOES_NOT_FIT
            continue
        activity = room.eligible[best]
        room.eligible[best] = room.eligible[count - 1]
        _place(instance, room, activity, now)
        starts[activity] = now
        finish = max(finish, now + instance.duration[activity])
        count = _release_successors(instance, room, activity, count - 1)
    return finish


@kernel
def justified(
    forward: Instance, backward: Instance, finish: int, keys: Reals, room: Room, starts: Ints
) -> int:
    """Pull everything to the end in the order of falling keys, then to the begin in the order found there.

    `starts` receives the schedule; it is untouched where the answer is that it does not fit. Two schedules.
    """
    horizon = forward.capacity.shape[0]
    for activity in range(len(keys)):
        room.keys[activity] = -keys[activity] - forward.duration[activity]
    late = serial(backward, room.keys, horizon - finish, room, room.mirrored)
    if late == DOES_NOT_FIT:
        return DOES_NOT_FIT
    for activity in range(len(keys)):
        room.keys[activity] = horizon - room.mirrored[activity] - forward.duration[activity]
    found = serial(forward, room.keys, 0, room, room.mirrored)
    if found != DOES_NOT_FIT:
        for activity in range(len(keys)):
            starts[activity] = room.mirrored[activity]
    return found
