"""The people of Tarnvale Utilities Group: a fixed cast and colleagues drawn from lists of names."""

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
    fte: str = "1.0"
    employment: str = "internal"

    @property
    def email(self) -> str:
        """An invented address that no mail ever reaches."""
        plain = self.name.lower().replace("-", ".").replace("'", "")
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

# (unit, people, roles held by each of them)
GROUPS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Executive", 5, ("PB",)),
    ("Business heads", 10, ()),
    ("Programme managers", 4, ()),
    ("Project managers", 16, ("POOL",)),
    ("Engineering", 24, ()),
    ("IT delivery", 24, ()),
    ("Data", 8, ()),
    ("Finance", 4, ("FC",)),
    ("Procurement", 3, ()),
    ("HR and training", 4, ()),
    ("Legal and HSE", 3, ()),
    ("Customer operations", 5, ()),
    ("IT operations", 1, ("SA",)),
)
TEAM_UNITS = ("Engineering", "IT delivery", "Data", "Customer operations", "Procurement", "HR and training")


@cache
def people(seed: int, extra: int = 0) -> tuple[Member, ...]:
    """All 120 people (and ``extra`` engineers at larger scales), the fixed cast first."""
    reserved = {member.name for member in OFFICE}
    pairs = [name for g in GIVEN for f in FAMILY if (name := f"{g} {f}") not in reserved]
    names = iter(Stream(seed, "names", 0).shuffled(pairs))
    chance = Stream(seed, "people", 0)
    members = list(OFFICE)
    for unit, size, roles in (*GROUPS, ("Engineering", extra, ())):
        for _ in range(size):
            contract = chance.uniform(1)[0]
            kind = "contractor" if contract < 0.05 and not roles else "internal"
            members.append(
                Member(_next(names, len(members)), unit, roles, "0.8" if contract > 0.85 else "1.0", kind)
            )
    return tuple(members)


def _next(names: "object", number: int) -> str:
    """The next drawn name; beyond the drawn pairs, names are numbered."""
    given = next(names, None)  # type: ignore[call-overload]  # an iterator of names
    return given or f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]} {number}"


def of_unit(members: tuple[Member, ...], unit: str) -> list[Member]:
    """The members of one unit, in order."""
    return [member for member in members if member.unit == unit]
