"""The plan page: how a plan begins, what it shows without scripts, and who sees what."""

import datetime as dt

import pytest
from django.test import Client

from headway.engine import moment
from headway.organisation.tests.factories import actor_with, make_organisation, make_person, make_user
from headway.project.lifecycle.tests.factories import make_project
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.tests.factories import make_plan, named, set_fields

pytestmark = pytest.mark.django_db


def test_a_project_without_a_plan_says_how_to_begin(client: Client) -> None:
    project = make_project()
    client.force_login(make_user(project.manager))
    page = client.get(f"/projects/{project.pk}/plan/")
    assert page.status_code == 200
    assert "There is no plan yet" in page.content.decode()
    assert f"/projects/{project.pk}/import/" in page.content.decode()


def test_the_manager_begins_a_plan_with_a_start_date(client: Client) -> None:
    project = make_project()
    client.force_login(make_user(project.manager))
    answer = client.post(f"/projects/{project.pk}/plan/start/", {"start": "2026-03-02"})
    assert answer.status_code == 302
    assert Plan.internal.get(project=project).start == moment("2026-03-02T08:00")


def test_a_start_that_is_no_date_is_said_beside_the_field(client: Client) -> None:
    project = make_project()
    client.force_login(make_user(project.manager))
    answer = client.post(f"/projects/{project.pk}/plan/start/", {"start": "soon"})
    assert answer.status_code == 422
    assert not Plan.internal.exists()


def test_the_page_mounts_the_plan_and_carries_it_as_a_table(client: Client) -> None:
    project = make_plan({"name": "Pour slab", "duration": "3d"})
    client.force_login(make_user(project.manager))
    text = client.get(f"/projects/{project.pk}/plan/").content.decode()
    assert f'<hw-gantt class="hw-fill" src="/api/v1/projects/{project.pk}/plan">' in text
    assert "<noscript>" in text
    assert "Pour slab" in text


def test_the_table_shows_a_hundred_activities_at_a_time(client: Client) -> None:
    project = make_plan(*({"name": f"Activity {at:03}"} for at in range(101)))
    client.force_login(make_user(project.manager))
    first = client.get(f"/projects/{project.pk}/plan/").content.decode()
    second = client.get(f"/projects/{project.pk}/plan/?page=2").content.decode()
    assert ("Activity 099" in first, "Activity 100" in first) == (True, False)
    assert ("Activity 099" in second, "Activity 100" in second) == (False, True)


def test_the_dates_of_the_header_are_read_again_after_a_change(client: Client) -> None:
    project = make_plan({"name": "Dig", "duration": "1d"})
    client.force_login(make_user(project.manager))
    address = f"/projects/{project.pk}/plan/dates/"
    page = client.get(f"/projects/{project.pk}/plan/").text
    assert f'hx-get="{address}"' in page
    assert "2 Mar 2026" in client.get(address).text
    set_fields(project, "Dig", duration="3d")
    fragment = client.get(address).text
    assert "4 Mar 2026" in fragment
    assert fragment.strip().startswith("<dl")
    client.force_login(make_user(make_person()))
    assert client.get(address).status_code in {403, 404}


def test_the_header_says_how_far_the_forecast_is_from_the_deadline(client: Client) -> None:
    project = make_plan({"name": "A", "duration": "5d"})  # Monday to Friday 6 March
    project.deadline = dt.date(2026, 3, 4)
    project.save()
    client.force_login(make_user(project.manager))
    assert "Missed by 2 working days" in client.get(f"/projects/{project.pk}/plan/").content.decode()


def test_the_manager_sets_the_data_date_and_work_that_is_left_moves_behind_it(client: Client) -> None:
    project = make_plan({"name": "A", "duration": "2d"})
    client.force_login(make_user(project.manager))
    address, said = f"/projects/{project.pk}/plan/data-date/", {"data_date": "2026-03-06"}
    assert client.post(address, said).status_code == 428
    revision = Plan.internal.get(project=project).revision
    assert (
        f'name="revision" value="{revision}"' in client.get(f"/projects/{project.pk}/plan/").content.decode()
    )
    assert client.post(address, said | {"revision": revision}).status_code == 302
    assert named(project, "A").start == moment("2026-03-09T08:00")


def test_a_data_date_that_is_none_is_said_on_the_page_not_in_the_closed_dialog(client: Client) -> None:
    project = make_plan({"name": "Pour slab", "duration": "3d"})
    client.force_login(make_user(project.manager))
    answer = client.post(f"/projects/{project.pk}/plan/data-date/", {"data_date": "soon"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode().split("<hw-gantt")[0]


def test_who_only_reads_finds_nothing_to_change(client: Client) -> None:
    project = make_plan({"name": "A"})
    analyst = actor_with("PA", make_organisation())
    client.force_login(make_user(analyst.person))
    page = client.get(f"/projects/{project.pk}/plan/").content.decode()
    assert "data-date/" not in page
    assert (
        client.post(f"/projects/{project.pk}/plan/data-date/", {"data_date": "2026-03-06"}).status_code == 403
    )


def test_the_plan_of_a_foreign_project_is_as_unknown_as_none(client: Client) -> None:
    own, other = make_plan({"name": "A"}), make_plan({"name": "Secret"})
    client.force_login(make_user(own.manager))
    foreign, none = client.get(f"/projects/{other.pk}/plan/"), client.get("/projects/999999/plan/")
    assert (foreign.status_code, none.status_code) == (404, 404)
    assert "Secret" not in foreign.content.decode()


def test_an_empty_plan_offers_the_page_its_first_row(client: Client) -> None:
    project = make_plan()
    client.force_login(make_user(project.manager))
    assert "<hw-gantt" in client.get(f"/projects/{project.pk}/plan/").content.decode()
    assert not Activity.internal.filter(project=project).exists()


def test_names_from_files_and_people_are_shown_as_text(client: Client) -> None:
    project = make_plan({"name": "A"})
    set_fields(project, "A", name='"><img src=x onerror=alert(1)>')
    client.force_login(make_user(project.manager))
    assert "<img src=x" not in client.get(f"/projects/{project.pk}/plan/").content.decode()
