"""What the portfolio page offers to filter by."""

from headway.common.access import Actor
from headway.governance.strategy.models import Portfolio, Programme


def choices(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Portfolios and programmes to filter by: those whose scope the actor may see."""
    portfolios = Portfolio.objects.visible_to(actor).values_list("code", "name")
    programmes = Programme.objects.visible_to(actor).values_list("code", "name")
    return list(portfolios), list(programmes)
