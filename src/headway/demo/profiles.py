"""How large the demo organisation is. The first forty undertakings are the same at every scale."""

from dataclasses import dataclass, replace

from .chance import Stream
from .plan import FEWEST
from .portfolio import PORTFOLIOS, PROGRAMMES, UNDERTAKINGS, Undertaking
from .rehearsal import WITHOUT_PLAN
from .words import SITES, THEMES, WORKS

LARGEST = 25_000  # rows of a plan


@dataclass(frozen=True, slots=True)
class Profile:
    """A scale. ``rows`` are those of all plans together; 0 leaves them as the stories have them."""

    portfolios: int
    programmes: int
    projects: int
    people: int
    rows: int = 0


DEMO = Profile(len(PORTFOLIOS), len(PROGRAMMES), len(UNDERTAKINGS), 120)
PROFILES = {
    "demo": DEMO,
    "medium": Profile(6, 25, 200, 900, 150_000),
    "load": Profile(12, 110, 1_000, 6_000, 1_000_000),
}


def portfolios(profile: Profile) -> list[tuple[str, str]]:
    """Code and name of every portfolio."""
    more = [(chr(ord("A") + at), THEMES[at % len(THEMES)]) for at in range(3, profile.portfolios)]
    return [*PORTFOLIOS, *more]


def programmes(profile: Profile) -> list[tuple[str, str, str]]:
    """Code, portfolio and name of every programme."""
    codes = [code for code, _ in portfolios(profile)[len(PORTFOLIOS) :]]
    more = [
        (f"PG{at + 1}", codes[at % len(codes)], f"{THEMES[at % len(THEMES)]} {at // len(THEMES) + 1}")
        for at in range(len(PROGRAMMES), profile.programmes)
    ]
    return [*PROGRAMMES, *more]


def undertakings(profile: Profile, seed: int) -> tuple[Undertaking, ...]:
    """What the organisation undertakes: the told stories, and more of the same kinds."""
    count = profile.projects - len(UNDERTAKINGS)
    if count <= 0:
        return UNDERTAKINGS
    homes = programmes(profile)[len(PROGRAMMES) :]
    names = Stream(seed, "projects", 0).shuffled([f"{site} {work}" for site in SITES for work in WORKS])
    drawn = []
    for at in range(count):
        number, (home, portfolio, _) = len(UNDERTAKINGS) + 1 + at, homes[at % len(homes)]
        network = ord(portfolio) % 2 == 0
        drawn.append(
            replace(
                UNDERTAKINGS[at % len(UNDERTAKINGS)],
                code=f"P{number}",
                name=names[at],
                programme=home,
                network=network,
            )
        )
    planned = [one for one in drawn if one.state not in WITHOUT_PLAN]
    told = sum(one.rows for one in UNDERTAKINGS if one.state not in WITHOUT_PLAN)
    sizes = iter(_sizes([one.ordinal for one in planned], profile.rows - told, seed))
    return *UNDERTAKINGS, *(one if one.state in WITHOUT_PLAN else _sized(one, next(sizes)) for one in drawn)


def _sizes(ordinals: list[int], total: int, seed: int) -> list[int]:
    """Rows of each plan, lognormal (median 400, sigma 1.35), scaled to an exact total."""
    wanted = [float(Stream(seed, "size", ordinal).lognormal(400, 1.35, 1)[0]) for ordinal in ordinals]
    scale = total / sum(min(LARGEST, size) for size in wanted)
    sizes = [max(FEWEST, min(LARGEST, int(size * scale))) for size in wanted]
    missing = total - sum(sizes)
    for at in sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True):
        given = max(FEWEST, min(LARGEST, sizes[at] + missing)) - sizes[at]
        sizes[at] += given
        missing -= given
    return sizes


def _sized(undertaking: Undertaking, rows: int) -> Undertaking:
    size = "S" if rows < 80 else "M" if rows < 250 else "L" if rows < 600 else "XL"
    return replace(undertaking, rows=rows, size=size)
