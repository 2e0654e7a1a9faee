"""A plan file as an upload that waits for its worker, in an empty installation."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.common.jobs.models import Job


def prepare() -> None:
    """Django, and the tables of the installation that the environment names."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def uploaded(path: Path) -> "Job":
    """The job that will open a project from the file. Raises ``Refusal`` where it is refused at once."""
    from django.core.files.base import File

    from headway.exchange.services import receive_plan
    from headway.organisation.tests.factories import actor_with, grant, make_person
    from headway.project.lifecycle.services import Wishes
    from headway.project.lifecycle.tests.factories import make_portfolio

    portfolio = make_portfolio("PF")
    opener, sponsor = actor_with("POOL", portfolio.scope), make_person("Sponsor")
    grant(sponsor, "PB", portfolio.scope)
    wishes = Wishes(portfolio=portfolio.pk, code="B", name="Benchmark", sponsor=sponsor.pk)
    with path.open("rb") as file:
        return receive_plan(File(file, name="plan.xml"), wishes, actor=opener)
