"""What this room asks of others."""

from headway.common.access import Actor
from headway.common.events import Question


@Question
def actor_of_job(person_id: int | None, hat: str) -> Actor:
    """On whose behalf a job runs, with today's rights."""
    raise LookupError("no room says who people are")
