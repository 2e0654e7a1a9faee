"""The session ends while somebody works: nothing typed is lost, and nothing comes to somebody else."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from headway.organisation.models import Person
from headway.organisation.tests.factories import grant, make_user
from headway.project.charter.facts import Heading
from headway.project.charter.models import Charter
from headway.project.charter.services import write_heading
from headway.project.charter.tests.factories import charter_version
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.tests.factories import make_plan, named

from .conftest import Plan, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery staple"


def let_in(person: Person) -> None:
    """Give somebody a password."""
    user = make_user(person)
    user.set_password(PASSWORD)
    user.save()


def sign_in(page: Page, person: Person) -> None:
    """Sign in by the form, which is open already or opened now."""
    if "/accounts/login/" not in page.url:
        page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/accounts/" not in address)


def sign_in_elsewhere(page: Page, person: Person) -> None:
    """Sign in in another tab of the same browser, and come back."""
    tab = page.context.new_page()
    sign_in(tab, person)
    tab.close()
    page.evaluate("dispatchEvent(new Event('focus'))")


def at_charter(stage: Stage, project: Project) -> Page:
    """The charter of a project before its manager, who signed in by the form."""
    let_in(project.manager)
    page = stage.stranger()
    sign_in(page, project.manager)
    page.goto(f"/projects/{project.pk}/charter/")
    return page


def purpose_of(project: Project) -> str:
    """What is stored."""
    return Charter.objects.within(project).get().purpose


def save_purpose(page: Page, text: str) -> None:
    """Write the purpose into the open or folded form of the charter, and send it."""
    box = page.get_by_label("Purpose")
    if not box.is_visible():
        page.get_by_text("Edit", exact=True).first.click()
    box.fill(text)
    page.locator("form", has=box).get_by_role("button", name="Save").click()


def expected_of(stage: Stage) -> None:
    """Browsers write refused requests to the console; these are what the walk is about."""
    expected = ("status of 40", "status of 50")
    stage.complaints = [said for said in stage.complaints if not any(map(said.__contains__, expected))]


def test_what_was_typed_into_a_form_comes_back_after_signing_in_again(stage: Stage) -> None:
    project = make_project()
    page = at_charter(stage, project)
    page.context.clear_cookies()
    save_purpose(page, "Fewer leaks")
    expect(page.get_by_text("Your session ended")).to_be_visible()
    expect(page.get_by_text("What you typed is kept in this tab")).to_be_visible()
    sign_in(page, project.manager)
    expect(page.get_by_label("Purpose")).to_have_value("Fewer leaks")
    expect(page.locator("[data-draft-back]")).to_be_focused()
    expect(page.locator("[data-draft-back]")).to_contain_text("What you typed is back. It is not saved yet.")
    assert purpose_of(project) == ""
    save_purpose(page, "Fewer leaks")
    expect(page.locator("dd", has_text="Fewer leaks")).to_be_visible()
    assert (purpose_of(project), page.locator("[data-draft-back]").count()) == ("Fewer leaks", 0)


def test_what_was_typed_is_shown_to_nobody_else(stage: Stage) -> None:
    project = make_project()
    let_in(project.sponsor)
    page = at_charter(stage, project)
    page.context.clear_cookies()
    save_purpose(page, "Between us")
    sign_in(page, project.sponsor)
    assert "Between us" not in page.content()
    assert "Between us" not in str(page.evaluate("JSON.stringify({...sessionStorage})"))


def test_a_form_that_came_back_with_a_conflict_comes_back_once_more_after_signing_in(stage: Stage) -> None:
    project = make_project()
    page = at_charter(stage, project)
    theirs, version = Heading(purpose="Theirs"), charter_version(project)
    write_heading(project, theirs, actor=manager_of(project), version=version)
    save_purpose(page, "Mine")
    expect(page.get_by_text("Written meanwhile")).to_be_visible()
    page.context.clear_cookies()
    save_purpose(page, "Mine, too")
    sign_in(page, project.manager)
    expect(page.get_by_label("Purpose")).to_have_value("Mine, too")
    assert purpose_of(project) == "Theirs"
    expected_of(stage)


def test_without_its_cookie_a_form_is_refused_on_a_page_of_ours_and_keeps_its_words(stage: Stage) -> None:
    project = make_project()
    page = at_charter(stage, project)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    save_purpose(page, "Fewer leaks")
    expect(page.get_by_role("heading", name="That was not saved")).to_be_visible()
    expect(page.get_by_text("What you typed is kept in this tab")).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.get_by_label("Purpose")).to_have_value("Fewer leaks")
    save_purpose(page, "Fewer leaks")
    expect(page.locator("dd", has_text="Fewer leaks")).to_be_visible()
    expected_of(stage)


def test_what_a_role_changed_elsewhere_refused_comes_back_in_the_right_one(stage: Stage) -> None:
    project = make_project()
    let_in(project.manager)
    grant(project.manager, "TM", project.scope)
    page = stage.page(project.manager, "PM")
    page.goto(f"/projects/{project.pk}/charter/")
    tab = page.context.new_page()
    tab.goto(f"/projects/{project.pk}/charter/")
    tab.locator(".hw-hat > summary").click()
    tab.get_by_role("button", name="Team member").click()
    expect(tab.locator(".hw-hat-name")).to_have_text("Team member")
    tab.close()
    save_purpose(page, "Fewer leaks")
    expect(page.get_by_text("What you typed is kept in this tab")).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator("[data-draft-back]")).to_contain_text("Purpose: Fewer leaks")
    page.get_by_role("button", name="Act as Project manager").click()
    expect(page.get_by_label("Purpose")).to_have_value("Fewer leaks")
    save_purpose(page, "Fewer leaks")
    expect(page.locator("dd", has_text="Fewer leaks")).to_be_visible()
    expected_of(stage)


def test_what_was_typed_comes_back_after_a_fault_of_ours(stage: Stage, monkeypatch: Any) -> None:
    project = make_project()
    let_in(project.manager)
    page = stage.page(project.manager)
    page.goto(f"/projects/{project.pk}/charter/")
    with monkeypatch.context() as broken:
        broken.setattr("headway.project.charter.views.services.write_heading", None)
        save_purpose(page, "Fewer leaks")
        expect(page.get_by_role("heading", name="Something broke on our side")).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator("[data-draft-back]")).to_contain_text("That was not saved")
    save_purpose(page, page.get_by_label("Purpose").input_value())
    expect(page.locator("dd", has_text="Fewer leaks")).to_be_visible()
    expected_of(stage)


def test_signing_out_leaves_nothing_of_what_was_typed(stage: Stage) -> None:
    project = make_project()
    let_in(project.manager)
    page = stage.page(project.manager)
    page.goto(f"/projects/{project.pk}/charter/")
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    save_purpose(page, "Between us")
    page.get_by_role("link", name="Go to the start page").click()
    assert "Between us" in str(page.evaluate("JSON.stringify({...sessionStorage})"))
    page.get_by_label(f"Menu of {project.manager.name}").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    assert page.get_by_text("Your session ended").is_hidden()
    assert "Between us" not in str(page.evaluate("JSON.stringify({...sessionStorage})"))
    expected_of(stage)


def test_a_change_of_the_plan_waits_for_its_author_to_sign_in_again(stage: Stage) -> None:
    project, others = make_plan({"name": "Dig", "duration": "3d"}), make_plan()
    for one in (project, others):
        let_in(one.manager)
    page = stage.stranger()
    sign_in(page, project.manager)
    page.goto(f"/projects/{project.pk}/plan/")
    plan = Plan(page)
    page.context.clear_cookies()
    plan.cell("Dig", "name").click()
    page.keyboard.type("Excavate")
    page.keyboard.press("Enter")
    state = page.locator(".hwg-state > span")
    expect(state).to_have_text("Your session ended: 1 change is not saved")
    expect(page.locator(".hwg-state").get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.locator(".hwg-notice[role=alert]")).to_contain_text("Your session ended.")
    expect(plan.cell("Excavate", "name")).to_be_visible()
    sign_in_elsewhere(page, others.manager)
    expect(state).to_have_text(f"{others.manager.name} is signed in now: 1 change of yours is not saved")
    assert named(project, "Dig").version == 1
    page.context.clear_cookies()
    sign_in_elsewhere(page, project.manager)
    expect(state).to_have_text("All changes saved")
    assert named(project, "Excavate").version == 2
    expected_of(stage)
