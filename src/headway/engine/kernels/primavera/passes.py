"""All dates and floats of a plan by the rules of Primavera P6."""

from headway.engine.kernels.plan import Dates, Ints
from headway.engine.kernels.primavera.backward import backward_pass
from headway.engine.kernels.primavera.efforts import effort_pass, roll_up
from headway.engine.kernels.primavera.floats import fill_floats, fill_links, fill_scheduled
from headway.engine.kernels.primavera.forward import forward_pass
from headway.engine.kernels.primavera.plan import Links, Plan, fill_done


def run_passes(plan: Plan, order: Ints, dates: Dates, links: Links) -> None:
    """Fill `dates` and `links`."""
    fill_done(plan)
    forward_pass(plan, order, dates)
    backward_pass(plan, order, dates)
    fill_scheduled(plan, dates)
    effort_pass(plan, dates)
    roll_up(plan, order, dates)
    fill_links(plan, order, dates, links)
    fill_floats(plan, dates, links)
