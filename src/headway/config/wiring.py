"""Every hook between rooms, in one list. See ``common/events.py`` for what each table means."""

from headway.collaboration import sentences as collaboration
from headway.common.events import Wire, on
from headway.common.jobs import hooks as jobs_asks
from headway.common.jobs import sentences as jobs
from headway.common.jobs.job_kinds import JobKind
from headway.common.jobs.jobs import anchor_journal, forget_finished
from headway.common.journal.sentences import Acts
from headway.exchange import sentences as exchange
from headway.exchange.jobs import apply_update, clean, compare_plan, import_plan
from headway.exchange.panels import plan_source
from headway.governance.strategy import sentences as strategy
from headway.organisation import hooks as organisation_asks
from headway.organisation import sentences as organisation
from headway.organisation.actors import actor_of_job
from headway.organisation.events import RoleGranted, RoleRequested
from headway.organisation.jobs import forget_sessions, send_reset_link
from headway.project.baseline import sentences as baseline
from headway.project.baseline.events import BaselineApproved
from headway.project.baseline.queries import baseline_dates
from headway.project.charter import sentences as charter
from headway.project.charter.events import CharterConfirmed
from headway.project.charter.services.writing import begin_charter, release_acceptor
from headway.project.cockpit import hooks as cockpit_asks
from headway.project.control import sentences as control
from headway.project.health import sentences as health
from headway.project.health.jobs import refresh
from headway.project.health.services import follow
from headway.project.lifecycle import sentences as lifecycle
from headway.project.lifecycle.events import ProjectMoved, ProjectOpened
from headway.project.lifecycle.panels import state_now
from headway.project.lifecycle.queries import scope_names
from headway.project.lifecycle.services.succession import refuse_ended, succeed
from headway.project.schedule import hooks as schedule_asks
from headway.project.schedule import sentences as schedule
from headway.project.schedule.events import PlanChanged
from headway.project.schedule.services import begin_plan
from headway.project.story.telling.summaries import changed_words
from headway.project.team import sentences as team

EVENTS: tuple[Wire, ...] = (
    on(RoleRequested, refuse_ended),
    on(RoleGranted, succeed, release_acceptor),
    on(ProjectOpened, begin_charter, follow, begin_plan),
    on(ProjectMoved, follow),
    on(CharterConfirmed, follow),
    on(PlanChanged, follow),
    on(BaselineApproved, follow),
)

HOOKS: tuple[Wire, ...] = (
    jobs_asks.actor_of_job.by(actor_of_job),
    organisation_asks.changed_words.by(changed_words),
    organisation_asks.scope_names.by(scope_names),
    schedule_asks.baseline_dates.by(baseline_dates),
    schedule_asks.plan_header.by(plan_source),
    cockpit_asks.project_overview.by(state_now),
)

JOBS: tuple[JobKind, ...] = (
    anchor_journal,
    forget_finished,
    send_reset_link,
    forget_sessions,
    import_plan,
    compare_plan,
    apply_update,
    clean,
    refresh,
)

ACTS: tuple[Acts, ...] = (
    lifecycle.ACTS,
    organisation.ACTS.on("team"),
    charter.ACTS,
    schedule.ACTS,
    exchange.ACTS,
    team.ACTS,
    baseline.ACTS,
    health.ACTS,
    control.ACTS,
    collaboration.ACTS.on("status"),
    jobs.ACTS.on("project", kind=lifecycle.PROJECT),
    strategy.ACTS,
)
