"""The plan element over the real server: what a drag, a paste and many undos do to the plan itself."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from headway.engine import moment
from headway.organisation.tests.factories import make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Indent, Link
from headway.project.schedule.models import PlanStep, Resource
from headway.project.schedule.services import change_plan
from headway.project.schedule.tests.factories import make_plan, named, raw_rows, set_fields

from .conftest import Plan, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
STEPS = 51


def open_plan(stage: Stage, project: Project) -> Plan:
    """The manager opens the plan."""
    make_user(project.manager)
    page = stage.page(project.manager, "PM")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/projects/{project.pk}/plan/")
    return Plan(page)


def paste(plan: Plan, text: str) -> None:
    """A spreadsheet's text goes to where the manager is."""
    plan.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    plan.keys("Control+v")


def middle_of_bar(page: Page, activity: int) -> tuple[float, float]:
    """Where on the screen a bar can be taken hold of."""
    place: list[float] = page.evaluate(
        """(id) => {
          const { state, surface: { viewport, drawing } } = document.querySelector("hw-gantt").bench;
          const { view } = state;
          const { model, scale, theme } = view;
          const slot = model.slotOf.get(id);
          const { start, finish } = model.table.number;
          const box = drawing.canvas.getBoundingClientRect();
          const row = model.rowOf[slot] * theme.rowHeight - viewport.top;
          const x = scale.x((start[slot] + finish[slot]) / 2) - viewport.left;
          return [box.left + x, box.top + theme.headerHeight + row + theme.rowHeight / 2];
        }""",
        activity,
    )
    return place[0], place[1]


def test_a_dragged_summary_moves_what_is_below_it_as_one_step(stage: Stage) -> None:
    project = make_plan(
        {"name": "Site"}, {"name": "Dig", "duration": "3d"}, {"name": "Pour", "duration": "2d"}
    )
    dig, pour = named(project, "Dig").pk, named(project, "Pour").pk
    change_plan(project, [Indent((dig, pour)), Link(dig, pour, "FS", "")], actor=manager_of(project))
    steps = PlanStep.internal.filter(project=project).count()
    plan = open_plan(stage, project)
    plan.page.evaluate("document.querySelector('hw-gantt').bench.surface.viewport.zoom(24)")
    plan.settled()
    x, y = middle_of_bar(plan.page, named(project, "Site").pk)
    plan.page.mouse.move(x, y)
    plan.page.mouse.down()
    plan.page.mouse.move(x + 7 * 24, y, steps=6)
    expect(plan.page.locator(".hwg-tip")).to_contain_text("2 other activities move")
    plan.page.mouse.up()
    plan.settled()
    starts = [named(project, name).start for name in ("Site", "Dig", "Pour")]
    assert starts == [moment(f"2026-03-{day}T08:00") for day in ("09", "09", "12")]
    assert PlanStep.internal.filter(project=project).count() == steps + 1
    undo = plan.page.locator("[data-action=undo]")
    expect(undo).to_have_attribute("aria-label", "Undo: Move “Site”")
    plan.page.get_by_role("treegrid").focus()
    plan.keys("Control+z")
    assert [named(project, name).start for name in ("Dig", "Pour")] == [
        moment("2026-03-02T08:00"),
        moment("2026-03-05T08:00"),
    ]


def test_one_bad_cell_of_a_spreadsheet_and_the_plan_stays_as_it_is(stage: Stage) -> None:
    project = make_plan({"name": "Dig", "duration": "3d"}, {"name": "Pour", "duration": "2d"})
    before = raw_rows(project)
    plan = open_plan(stage, project)
    plan.cell("Dig", "name").click()
    paste(plan, "Excavate\t4d\nConcrete\t5d\nCure\t3d\nStrike\tsoon")
    alert = plan.page.locator(".hwg-notice[role=alert]")
    expect(alert).to_have_text(re.compile("^Nothing was pasted. Line 4, Duration: "))
    assert raw_rows(project) == before
    paste(plan, "Excavate\t4d\t\t\t\t\nConcrete\t5d\t\t\t\t1\nCure\t3d")
    expect(plan.row("Cure")).to_be_visible()
    assert (named(project, "Concrete").start, named(project, "Cure").duration) == (
        moment("2026-03-06T08:00"),
        3 * 8 * 3600,
    )


def test_fifty_steps_are_undone_by_name_after_the_page_was_opened_anew(stage: Stage) -> None:
    project = make_plan({"name": "Name 0"})
    for number in range(STEPS):
        set_fields(project, f"Name {number}", name=f"Name {number + 1}")
    plan = open_plan(stage, project)
    undo = plan.page.locator("[data-action=undo]")
    plan.page.get_by_role("treegrid").focus()
    for number in reversed(range(STEPS)):
        expect(undo).to_have_attribute("aria-label", f"Undo: Rename “Name {number}”")
        plan.keys("Control+z")
    expect(plan.row("Name 0")).to_be_visible()
    plan.page.reload()
    expect(plan.page.locator("[data-action=redo]")).to_have_attribute("aria-label", "Redo: Rename “Name 0”")


def test_a_link_to_an_activity_opens_the_plan_at_its_row(stage: Stage) -> None:
    project = make_plan(*({"name": f"Step {number}", "duration": "1d"} for number in range(90)))
    first, last = named(project, "Step 2").pk, named(project, "Step 80").pk
    make_user(project.manager)
    page = stage.page(project.manager, "PM")
    page.goto(f"/projects/{project.pk}/plan/#activity-{last}")
    expect(page.locator(f'.hwg-row[data-id="{last}"]')).to_have_attribute("aria-selected", "true")
    expect(page.locator(f'.hwg-row[data-id="{last}"]')).to_be_in_viewport()
    page.evaluate("id => { location.hash = `activity-${id}` }", first)
    expect(page.locator(f'.hwg-row[data-id="{first}"]')).to_be_in_viewport()


def test_a_refused_value_is_no_saved_change_and_undo_forgets_it_first(stage: Stage) -> None:
    project = make_plan({"name": "Dig", "duration": "3d"})
    plan = open_plan(stage, project)
    state = plan.page.locator(".hwg-state > span")
    plan.cell("Dig", "start").dblclick()
    plan.page.keyboard.press("Control+a")
    plan.page.keyboard.type("soon")
    plan.page.keyboard.press("Tab")
    expect(state).to_have_text("1 value not saved")
    expect(plan.cell("Dig", "start")).to_have_text("soon")
    plan.cell("Dig", "start").click()
    plan.keys("Control+z")
    expect(state).to_have_text("All changes saved")
    expect(plan.cell("Dig", "start")).not_to_have_text("soon")
    assert len(stage.complaints) == 1, "the browser counts a refused value as a failure"
    stage.complaints.clear()


def test_a_slip_in_the_list_of_resources_is_shown_and_taken_back(stage: Stage) -> None:
    project = make_plan({"name": "Dig", "duration": "3d", "resources": "Ann"})
    plan = open_plan(stage, project)
    plan.cell("Dig", "resources").dblclick()
    plan.page.keyboard.press("Control+a")
    plan.page.keyboard.type("Anm")
    plan.page.keyboard.press("Enter")
    notice = plan.page.locator(".hwg-notice")
    expect(notice).to_contain_text("“Anm” is a new resource of this plan")
    notice.get_by_role("button", name="Undo").click()
    expect(plan.cell("Dig", "resources")).to_have_text("Ann")
    plan.settled()
    assert [resource.name for resource in Resource.internal.filter(project=project)] == ["Ann"]


def test_a_typed_start_that_a_link_holds_back_says_so(stage: Stage) -> None:
    project = make_plan({"name": "Dig", "duration": "3d"}, {"name": "Pour", "predecessors": "1"})
    plan = open_plan(stage, project)
    plan.cell("Pour", "start").dblclick()
    plan.page.keyboard.press("Control+a")
    plan.page.keyboard.type("2 Mar 2026")
    plan.page.keyboard.press("Enter")
    expect(plan.page.locator(".hwg-notice")).to_contain_text(
        "something holds it there. The date you gave is kept"
    )


def test_the_palette_knows_what_can_be_done_to_the_plan_and_the_other_pages_of_the_project(
    stage: Stage,
) -> None:
    project = make_plan({"name": "Dig"})
    set_fields(project, "Dig", name="Dig deep")
    plan = open_plan(stage, project)
    for typed, offered in (("undo", "Undo"), ("critical", "Critical"), ("progress", "Progress")):
        plan.page.keyboard.press("Control+k")
        plan.page.keyboard.type(typed)
        expect(plan.page.locator('#palette [role="option"]').first).to_contain_text(offered)
        plan.page.keyboard.press("Escape")
    plan.page.keyboard.press("Control+k")
    plan.page.keyboard.type("undo")
    plan.page.keyboard.press("Enter")
    expect(plan.row("Dig")).to_be_visible()
    plan.settled()
    assert named(project, "Dig").name == "Dig"


def test_paper_has_the_dates_of_the_plan_and_no_frame_around_somebodys_row(stage: Stage) -> None:
    plan = open_plan(stage, make_plan({"name": "Dig"}))
    plan.cell("Dig", "name").click()
    plan.page.emulate_media(media="print")
    expect(plan.page.locator("#plan-dates")).to_be_visible()
    expect(plan.page.get_by_role("button", name="Data date")).to_be_hidden()
    frame = "cell => [cell, cell.closest('.hwg-row')].map(each => getComputedStyle(each).boxShadow)"
    assert plan.cell("Dig", "name").evaluate(frame) == ["none", "none"]
    painted = "document.querySelector('hw-gantt').bench.state.view.theme.colour.selection"
    plan.page.wait_for_function(f"['transparent', 'rgba(0, 0, 0, 0)'].includes({painted})")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_plan_that_is_late_shows_where_its_rows_will_be_and_one_that_is_not_shows_nothing(
    stage: Stage, motion: str
) -> None:
    project = make_plan({"name": "Dig"})
    make_user(project.manager)
    page = stage.page(project.manager, "PM", reduced_motion=motion)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/projects/*/plan", hold)
    page.goto(f"/projects/{project.pk}/plan/")
    page.locator("hw-gantt[aria-busy=true]").wait_for()
    at_299_and_302_ms = """gantt => {
      const [late] = gantt.getAnimations({ subtree: true });
      late.pause();
      return [299, 302].map(time => {
        late.currentTime = time;
        return getComputedStyle(gantt, "::before").opacity;
      });
    }"""
    assert page.locator("hw-gantt").evaluate(at_299_and_302_ms) == ["0", "1"]
    held[0].continue_()
    Plan(page)
    assert page.locator("hw-gantt").evaluate("gantt => getComputedStyle(gantt, '::before').content") == "none"
