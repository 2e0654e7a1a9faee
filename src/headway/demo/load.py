"""Loading the demo organisation into an empty database."""

import datetime as dt
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from django.db import transaction

from headway.common import clock
from headway.common.refusal import Refusal
from headway.organisation.models import Scope

from .bulk import write_down
from .people import FOUNDED, Organisation, make_organisation
from .portfolio import UNDERTAKINGS, Undertaking
from .profiles import DEMO, Profile, undertakings
from .rehearsal import Rehearsal, rehearse
from .scenes import play_scenes
from .script import Casting, Script, decide

SEED = 20260930
ROWS_PER_TRANSACTION = 20_000
Told = Callable[[int, int], None]
Played = tuple[Script, Rehearsal | None]


class NotEmpty(Refusal):
    """There is an organisation already: the demo loads into an empty database only."""


def is_empty() -> bool:
    """Whether no organisation was set up yet."""
    return not Scope.objects.exists()


def last_monday(today: dt.date) -> dt.date:
    """The last Monday before a day: what the demo counts as now, so that nothing in it lies in the future."""
    return today - dt.timedelta(days=today.weekday() or 7)


def load_demo(
    profile: Profile = DEMO,
    *,
    seed: int = SEED,
    as_of: dt.date,
    processes: int = 0,
    told: Told = lambda _done, _all: None,
) -> None:
    """Tarnvale Utilities Group with its portfolios, people and the stories of its projects.

    The same profile, seed and date make the same organisation. With ``processes``, plans are computed in that
    many others, while this one writes. Raises ``NotEmpty``.
    """
    if not is_empty():
        raise NotEmpty("This installation has an organisation already. Load the demo into an empty one.")
    with transaction.atomic(), clock.standing_at(FOUNDED):
        organisation = make_organisation(seed, profile)
    stories = undertakings(profile, seed)
    played = play(stories, organisation, seed=seed, as_of=as_of, processes=processes)
    done = 0
    for batch in _batches(played):
        with transaction.atomic():
            for script, rehearsal in batch:
                write_down(script, rehearsal, organisation)
                done += 1
                told(done, len(stories))
    with clock.standing_at(dt.datetime.combine(as_of, dt.time(10), dt.UTC)):
        play_scenes(organisation, as_of=as_of)


def play(
    stories: Sequence[Undertaking], organisation: Organisation, *, seed: int, as_of: dt.date, processes: int
) -> Iterator[Played]:
    """Scripts with their rehearsals, in the order of the stories."""
    core, everybody = organisation.casting(), organisation.casting(None)
    known = {undertaking.code for undertaking in UNDERTAKINGS}
    casts = [core if undertaking.code in known else everybody for undertaking in stories]
    if not processes:
        yield from (
            _play(undertaking, casting, seed, as_of)
            for undertaking, casting in zip(stories, casts, strict=True)
        )
        return
    context = multiprocessing.get_context("fork")  # inherits what Django has loaded; touches no connection
    waiting: deque[tuple[int, Future[Played]]] = deque()
    rows = 0  # of the plans that wait: as many as are computed while a transaction is written
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for undertaking, casting in zip(stories, casts, strict=True):
            waiting.append((undertaking.rows, pool.submit(_play, undertaking, casting, seed, as_of)))
            rows += undertaking.rows
            while rows > ROWS_PER_TRANSACTION:
                told, done = waiting.popleft()
                rows -= told
                yield done.result()
        while waiting:
            yield waiting.popleft()[1].result()


def _play(undertaking: Undertaking, casting: Casting, seed: int, as_of: dt.date) -> Played:
    script = decide(undertaking, casting, seed=seed, as_of=as_of)
    return script, rehearse(script)


def _batches(played: Iterator[Played]) -> Iterator[list[Played]]:
    """Some projects at a time, so that a transaction is neither small nor large."""
    batch: list[Played] = []
    rows = 0
    for script, rehearsal in played:
        batch.append((script, rehearsal))
        rows += script.undertaking.rows
        if rows >= ROWS_PER_TRANSACTION:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch
