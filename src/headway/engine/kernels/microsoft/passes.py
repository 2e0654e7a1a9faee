"""All dates and floats of a plan by the rules of Microsoft Project."""

from headway.engine.kernels.microsoft.backward import backward_pass
from headway.engine.kernels.microsoft.floats import fill_floats
from headway.engine.kernels.microsoft.forward import forward_pass
from headway.engine.kernels.plan import Dates, Ints, Plan


def run_passes(plan: Plan, order: Ints, dates: Dates, *, waits: bool) -> None:
    """Fill `dates`; with `waits` a second forward pass, as activities as late as possible ask for."""
    forward_pass(plan, order, dates)
    backward_pass(plan, order, dates)
    if waits:
        forward_pass(plan._replace(late_drives=True), order, dates)
    fill_floats(plan, order, dates)
