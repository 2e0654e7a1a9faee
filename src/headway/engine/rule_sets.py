"""The two rule sets: how each fills the dates of a network over its order."""

import numpy as np

from headway.engine.columns import NONE, Flags, Rules
from headway.engine.constraints import Constraint
from headway.engine.drivers import Driver
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Clocks
from headway.engine.kernels.microsoft.passes import run_passes as run_microsoft
from headway.engine.kernels.plan import Dates, Plan
from headway.engine.kernels.primavera.passes import run_passes as run_primavera
from headway.engine.kernels.primavera.plan import Links
from headway.engine.kernels.primavera.plan import Plan as PrimaveraPlan
from headway.engine.network import Network
from headway.engine.tables import Tables


def compute(network: Network, clocks: Clocks, dates: Dates) -> Flags:
    """Fill `dates` by the rules of the network; which links drive."""
    if isinstance(network.tables, PrimaveraPlan):
        return _primavera(network.tables, network, clocks, dates)
    return _microsoft(network.tables, network, clocks, dates)


def _microsoft(tables: Tables, network: Network, clocks: Clocks, dates: Dates) -> Flags:
    terms = network.terms
    plan = Plan(
        clocks,
        *tables,
        start=terms.start,
        data_date=NONE if terms.data_date is None else terms.data_date,
        honor_constraints=isinstance(terms.rules, Rules) and terms.rules.honor_constraints,
        late_drives=False,
        critical_float=terms.rules.critical_float,
    )
    waits = bool((network.activities.constraint == Constraint.ALAP).any())
    run_microsoft(plan, network.graph.order, dates, waits=waits)
    driving = np.zeros(len(network.links.type), np.bool_)
    for driver, row in ((its.START_DRIVER, its.START_DRIVER_ROW), (its.FINISH_DRIVER, its.FINISH_DRIVER_ROW)):
        driving[dates.early[dates.early[:, driver] == Driver.LINK, row]] = True
    return driving


def _primavera(tables: PrimaveraPlan, network: Network, clocks: Clocks, dates: Dates) -> Flags:
    plan = tables._replace(
        clocks=clocks,
        rows=tables.rows.copy(),
        progress=tables.progress.copy(),
        projects=tables.projects.copy(),
    )
    links = Links(np.zeros(len(network.links.type), np.int8), np.zeros(len(plan.rows), np.int8))
    run_primavera(plan, network.graph.order, dates, links)
    return links.driving.astype(np.bool_)
