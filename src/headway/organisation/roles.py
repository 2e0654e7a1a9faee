"""Which role may do what, and who gives it: the one table. Rooms declare permissions; this table gives them.

Names of roles follow the vocabulary of the field. ``office`` marks the roles of the project management
office: none of them may hold a permission that writes in project space (I1); a test holds that.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ_PROJECT = frozenset({"project.view", "comment.view"})
READ_ENTERPRISE = frozenset({"project.view", "comment.view", "portfolio.view"})
# Whoever reads the whole journal of a project reads the own acts in it; the team reads only those.
JOURNAL = frozenset({"journal.view", "journal.view_own"})
READ_ALL = READ_ENTERPRISE | JOURNAL
# Who looks at a project from outside comments on it, signed, and answers in the conversations; those who
# answer for the project only answer.
COMMENT = frozenset({"comment.write", "comment.answer"})
# Administrators ask for roles everywhere, these only where no administrator comes: in a confidential project.
ASK_WITHIN = frozenset({"role.request", "role.view"})
BOARD = frozenset({"PB"})
DIRECTOR = frozenset({"PD", "PB"})
MANAGER = frozenset({"PM"})
SPONSOR = frozenset({"SP"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a person can hold in a scope."""

    code: str
    name: str | Promise
    permissions: frozenset[str]
    office: bool = False
    given_by: frozenset[str] = BOARD
    in_project: bool = False
    single: bool = False


ROLES: tuple[Role, ...] = (
    Role(
        "TM",
        _("Team member"),
        READ_PROJECT | {"progress.report", "journal.view_own"},
        given_by=MANAGER,
        in_project=True,
    ),
    Role(
        "WPO",
        _("Work package owner"),
        READ_PROJECT | {"progress.report", "journal.view_own"},
        given_by=MANAGER,
        in_project=True,
    ),
    Role(
        "PM",
        _("Project manager"),
        READ_PROJECT
        | JOURNAL
        | {
            "comment.answer",
            "charter.edit",
            "plan.change",
            "team.appoint",
            "progress.report",
            "progress.accept",
            "baseline.propose",
            "status.assess",
            "project.request_move",
            "role.decide",
            *ASK_WITHIN,
        },
        given_by=SPONSOR,
        in_project=True,
        single=True,
    ),
    Role("POOL", _("Project manager pool"), frozenset({"project.open"})),
    Role(
        "SP",
        _("Sponsor"),
        READ_PROJECT
        | JOURNAL
        | {
            "comment.answer",
            "charter.confirm",
            "baseline.approve",
            "project.decide_move",
            "project.request_move",
            "role.decide",
            *ASK_WITHIN,
        },
        in_project=True,
        single=True,
    ),
    Role("GA", _("Gate authority"), READ_ALL | {"project.decide_move"}),
    Role(
        "PB",
        _("Portfolio board member"),
        READ_ALL | ASK_WITHIN | {"role.decide", "project.decide_move", "project.authorise"},
    ),
    Role("PgM", _("Programme manager"), READ_ALL | COMMENT | {"project.request_move"}),
    Role("BO", _("Benefit owner"), READ_PROJECT, given_by=MANAGER, in_project=True),
    Role("UR", _("User representative"), READ_PROJECT, given_by=MANAGER, in_project=True),
    Role("LM", _("Line manager"), frozenset()),
    Role("FC", _("Finance controller"), READ_ALL | COMMENT),
    Role("VM", _("Procurement"), READ_PROJECT),
    Role("PD", _("PMO director"), READ_ALL | COMMENT | {"role.decide", "role.view"}, office=True),
    Role("PA", _("PMO analyst"), READ_ALL | COMMENT, office=True, given_by=DIRECTOR),
    Role("ML", _("Methodology lead"), READ_ENTERPRISE, office=True, given_by=DIRECTOR),
    Role("CO", _("Coach"), frozenset({"portfolio.view"}), office=True, given_by=DIRECTOR),
    Role("AS", _("Assurance reviewer"), READ_ALL | COMMENT, office=True, given_by=DIRECTOR),
    Role("RM", _("Resource manager"), READ_ENTERPRISE, office=True, given_by=DIRECTOR),
    Role("SA", _("System administrator"), ASK_WITHIN | {"role.request_open"}),
    Role("RO", _("External auditor"), READ_ALL),
)

BY_CODE = {role.code: role for role in ROLES}
OFFICE = frozenset(role.code for role in ROLES if role.office)
SINGLE = tuple(role.code for role in ROLES if role.single)
# Whoever plans and delivers neither decides about it, nor accepts it, nor owns its benefits (I7).
INCOMPATIBLE = (("PM", "SP"), ("PM", "UR"), ("PM", "BO"))


def incompatible_with(code: str) -> tuple[str, ...]:
    """Codes of the roles that nobody holds beside this one in the same project."""
    return tuple(other for pair in INCOMPATIBLE if code in pair for other in pair if other != code)


@cache
def roles_with(permission: str) -> tuple[str, ...]:
    """Codes of the roles that hold a permission."""
    return tuple(role.code for role in ROLES if permission in role.permissions)


def roles_given_by(code: str) -> tuple[str, ...]:
    """Codes of the roles that somebody in the capacity of ``code`` decides about."""
    return tuple(role.code for role in ROLES if code in role.given_by)


def role_name(code: str) -> str:
    """The role's name for people, in the active language."""
    return str(BY_CODE[code].name) if code in BY_CODE else code
