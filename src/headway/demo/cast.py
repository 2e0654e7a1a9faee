"""The people of Tarnvale Utilities Group: a fixed cast and colleagues drawn from lists of names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .chance import Stream

GIVEN = [
    "Ada",
    "Agnes",
    "Amara",
    "Anselm",
    "Arjun",
    "Astrid",
    "Bao",
    "Bastian",
    "Beatriz",
    "Birgit",
    "Chidi",
    "Clara",
    "Dag",
    "Dewi",
    "Eero",
    "Efua",
    "Elena",
    "Emre",
    "Farah",
    "Fenna",
    "Gareth",
    "Giulia",
    "Hana",
    "Henrik",
    "Ifeoma",
    "Imke",
    "Ines",
    "Jarek",
    "Jomo",
    "Kaito",
    "Katya",
    "Kofi",
    "Lamin",
    "Leila",
    "Lena",
    "Liam",
    "Mai",
    "Mateus",
    "Mina",
    "Nadia",
    "Niamh",
    "Olu",
    "Oskar",
    "Priya",
    "Rafael",
    "Rania",
    "Sefa",
    "Thandi",
]
FAMILY = [
    "Abara",
    "Adeyemi",
    "Albrecht",
    "Andersen",
    "Asante",
    "Bakker",
    "Banerjee",
    "Bergstrom",
    "Boateng",
    "Bosman",
    "Castellan",
    "Chaudhry",
    "Ciobanu",
    "Costa",
    "Dahl",
    "Dekker",
    "Demir",
    "Diallo",
    "Dlamini",
    "Eriksen",
    "Falk",
    "Farouk",
    "Ferreira",
    "Fischbach",
    "Garrido",
    "Haddad",
    "Halloran",
    "Hamid",
    "Hoekstra",
    "Ito",
    "Jansen",
    "Kamau",
    "Kaplan",
    "Keita",
    "Kimura",
    "Kowal",
    "Larsen",
    "Lehtonen",
    "Lindholm",
    "Mahlangu",
    "Marais",
    "Mensah",
    "Moreau",
    "Nakamura",
    "Ndiaye",
    "Novak",
    "Nwosu",
    "Oduya",
    "Okello",
    "Olsen",
    "Osei",
    "Petrov",
    "Quaye",
    "Rahman",
    "Rossi",
    "Sato",
    "Silva",
    "Tanaka",
    "Vermeer",
    "Zielinski",
]


@dataclass(frozen=True, slots=True)
class Member:
    """One person. ``roles`` are held in the whole organisation; those of projects come with the projects."""

    name: str
    unit: str
    roles: tuple[str, ...] = ()
    mailbox: str = ""

    @property
    def email(self) -> str:
        """An invented address that no mail ever reaches."""
        plain = self.mailbox or self.name.lower().replace("-", ".").replace("'", "")
        return f"{'.'.join(plain.split())}@tvu.example"


OFFICE = (
    Member("Ilse Marwick-Oduya", "PMO", ("PD",)),
    Member("Tomas Brekke", "PMO", ("PA",)),
    Member("Anwen Sallis", "PMO", ("PA",)),
    Member("Ruben Achterberg", "PMO", ("ML",)),
    Member("Noor Halvorsen", "PMO", ("CO",)),
    Member("Piet Lindqvist", "PMO", ("RM",)),
    Member("Dalia Ferrante", "PMO", ("CO", "PA")),
    Member("Magnus Okafor-Lind", "Finance", ("AS",)),
    Member("Yara Quist", "PMO", ("PA",)),
)

# Names that pages must have room for, and one that is written from right to left.
NOTABLE = (
    Member("Wilhelmina Featherstonehaugh-Cholmondeley van den Oosterwoude", "Engineering"),
    Member("نور الهاشمي", "Customer operations", mailbox="nour.alhashimi"),
)

# (unit, people, roles held by each of them)
GROUPS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Executive", 5, ("PB",)),
    ("Business heads", 10, ()),
    ("Programme managers", 4, ()),
    ("Project managers", 16, ("POOL",)),
    ("Engineering", 23, ()),
    ("IT delivery", 24, ()),
    ("Data", 8, ()),
    ("Finance", 4, ("FC",)),
    ("Procurement", 3, ()),
    ("HR and training", 4, ()),
    ("Legal and HSE", 3, ()),
    ("Customer operations", 4, ()),
    ("IT operations", 1, ("SA",)),
)
TEAM_UNITS = ("Engineering", "IT delivery", "Data", "Customer operations", "Procurement", "HR and training")
CORE = 120
# Of twenty more people at larger scales, these units get one each; the others work in the teams.
_MORE: tuple[tuple[str, tuple[str, ...]], ...] = (("Project managers", ("POOL",)), ("Business heads", ()))


@cache
def people(seed: int, count: int = CORE) -> tuple[Member, ...]:
    """The 120 people of the demo, the fixed cast first, and more of the same kinds up to ``count``."""
    names = _names(seed)
    members = [*OFFICE, *NOTABLE]
    for unit, size, roles in GROUPS:
        members += [Member(next(names), unit, roles) for _ in range(size)]
    for number in range(count - CORE):
        turn = number % 20
        unit, roles = _MORE[turn] if turn < len(_MORE) else (TEAM_UNITS[number % len(TEAM_UNITS)], ())
        members.append(Member(next(names), unit, roles))
    return tuple(members)


def _names(seed: int) -> Iterator[str]:
    """Names without repeating: given and family name, and when those are used up two family names."""
    reserved = {member.name for member in OFFICE}
    yield from Stream(seed, "names", 0).shuffled(
        [name for g in GIVEN for f in FAMILY if (name := f"{g} {f}") not in reserved]
    )
    doubles = Stream(seed, "names", 1).shuffled([f"{a}-{b}" for a in FAMILY for b in FAMILY if a != b])
    yield from (f"{GIVEN[number % len(GIVEN)]} {double}" for number, double in enumerate(doubles))
