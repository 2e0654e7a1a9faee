"""A project manager brings a plan in, agrees the charter, commits to a baseline and steers by it."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from headway.demo.people import PASSWORD, acting
from headway.exchange.tests.documents import PlanFile, Task
from headway.project.charter.models import Charter
from headway.project.charter.services import confirm_charter
from headway.project.lifecycle.models import Project
from headway.project.team.services import Said, report_progress

from .conftest import Plan, Stage, fact, run_jobs
from .world import World, work_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
Tell = Callable[..., World]

FILE = PlanFile(
    tasks=[
        Task(1, "Kitchen", summary=True),
        Task(2, "Measure", 2, level=2),
        Task(3, "Build cupboards", 5, after=[2], level=2),
        Task(4, "Fit", 3, after=[3], level=2),
    ]
)


def test_a_plan_file_becomes_a_project_and_is_agreed_with_the_sponsor(
    stage: Stage, tell: Tell, tmp_path: Path
) -> None:
    world = tell("P32")
    manager, sponsor = world.projects["P32"].manager, world.projects["P32"].sponsor
    page = stage.stranger()
    _sign_in(page, manager.email)
    expect(page.get_by_role("heading", name="Cockpit")).to_be_visible()
    _wear(page, "Project manager pool")
    _import(page, tmp_path, sponsor.name)
    expect(page.get_by_role("heading", name="Reconciliation")).to_be_visible()
    expect(page.locator("tbody th", has_text="Build cupboards")).to_be_visible()
    _wear(page, "Project manager")
    project = Project.internal.get(code="KITCHEN")
    page.goto(f"/projects/{project.pk}/plan/")
    _edit_undo_and_ask_why(Plan(page))
    page.get_by_role("link", name="Charter").click()
    _write_charter(page, acceptor=sponsor.name)
    page.get_by_role("button", name="Ask the sponsor to confirm").click()
    expect(page.get_by_text(f"Waiting for {sponsor.name}")).to_be_visible()
    version = Charter.objects.within(project).get().version
    confirm_charter(project, actor=acting(sponsor, "SP"), version=version)
    page.get_by_role("link", name="Baseline", exact=True).click()
    page.get_by_label("What the sponsor should know").fill("Dates are agreed with the joiner.")
    page.get_by_role("button", name="Propose to the sponsor").click()
    expect(page.get_by_role("heading", name="Proposed to the sponsor")).to_be_visible()
    expect(page.get_by_role("button", name="Withdraw the proposal")).to_be_visible()


def test_reports_are_accepted_the_data_date_moves_and_the_status_is_judged(stage: Stage, tell: Tell) -> None:
    project = tell("P32").projects["P32"]
    activity, member = work_of(project)
    report_progress(activity, Said(percent=99), actor=acting(member, "TM"))
    page = stage.page(project.manager, "PM")
    page.goto("/cockpit/")
    page.locator("main").get_by_role("link", name=re.compile("report")).first.click()
    expect(page.get_by_label(f"Accept the report on {activity.name}")).to_be_checked()
    page.get_by_role("button", name="Accept the selected reports").click()
    expect(page.get_by_text("No reports are waiting")).to_be_visible()
    decided = page.get_by_role("row", name=re.compile(f"^{re.escape(activity.name)} .* 99 %"))
    expect(decided).to_contain_text("Accepted")
    today = timezone.localdate()
    page.get_by_label("Progress is known up to").fill(today.isoformat())
    page.get_by_role("button", name="Set the data date").click()
    page.get_by_role("link", name="Status", exact=True).click()
    expect(fact(page, "Data date")).to_have_text(today.strftime("%-d %b %Y"))
    page.get_by_label("Colour").select_option("red")
    page.get_by_label("How the project is").fill("One interview round must be repeated.")
    page.get_by_role("button", name="Save your judgement").click()
    assessed = page.locator(".hw-timeline", has_text="One interview round must be repeated.")
    expect(assessed).to_contain_text(f"{project.manager.name} (Project manager)")


def _sign_in(page: Page, email: str) -> None:
    page.goto("/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _wear(page: Page, hat: str) -> None:
    page.locator("summary", has_text="Acting as").click()
    page.locator(".hw-hat").get_by_role("button", name=hat, exact=True).click()
    expect(page.locator(".hw-hat-name")).to_have_text(hat)


def _import(page: Page, folder: Path, sponsor: str) -> None:
    file = folder / "kitchen.xml"
    file.write_bytes(FILE.xml())
    page.get_by_role("link", name="New project").click()
    page.get_by_role("link", name="Import a plan instead").click()
    page.get_by_label("Portfolio or programme").select_option(index=1)
    page.get_by_label("Code").fill("KITCHEN")
    page.get_by_label("Name", exact=True).fill("New kitchen")
    page.get_by_label("Sponsor").fill(sponsor)
    page.get_by_label("Plan file").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("progressbar", name="Progress")).to_be_visible()
    run_jobs(page)
    page.wait_for_url(re.compile(r"/projects/\d+/imports/\d+/$"))


def _edit_undo_and_ask_why(plan: Plan) -> None:
    cell = plan.cell("Build cupboards", "duration")
    before = plan.cell("Fit", "start").inner_text()
    cell.click()
    plan.page.keyboard.type("2w")
    plan.keys("Enter")
    expect(cell).to_have_text("2w")
    expect(plan.cell("Fit", "start")).not_to_have_text(before)
    plan.keys("Control+z")
    expect(cell).to_have_text("5d")
    expect(plan.cell("Fit", "start")).to_have_text(before)
    plan.row("Fit").click()
    plan.page.get_by_role("button", name="Why this date?").click()
    expect(plan.page.locator(".hwg-why-list")).to_contain_text("Build cupboards")


def _write_charter(page: Page, *, acceptor: str) -> None:
    due = (timezone.localdate() + dt.timedelta(days=365)).isoformat()
    heading = _opened(page, "Purpose, scope and deadline", "Edit")
    heading.get_by_label("Purpose").fill("The canteen cooks for two hundred people.")
    heading.get_by_label("Completion deadline").fill(due)
    heading.get_by_role("button", name="Save").click()
    objective = _opened(page, "Objectives", "Add an objective")
    for label, text in (
        ("Objective", "The kitchen is in use"),
        ("Measured by", "Meals a day"),
        ("Target value", "200"),
        ("Due", due),
    ):
        objective.get_by_label(re.compile(f"^{label}")).fill(text)
    objective.get_by_label("Accepted by").fill(acceptor)
    objective.get_by_role("button", name="Save").click()
    tolerance = _opened(page, "Tolerances", "Add a tolerance")
    tolerance.get_by_label("Adverse tolerance").fill("5")
    tolerance.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="1. The kitchen is in use")).to_be_visible()


def _opened(page: Page, card: str, fold: str) -> Locator:
    found = page.locator(".hw-card", has=page.get_by_role("heading", name=card, exact=True))
    found.locator("summary", has_text=fold).click()
    return found
