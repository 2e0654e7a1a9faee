"""Pages and API of a newer file of a plan, from sending it to the decision."""

import pytest
from django.test import Client

from headway.common.jobs.models import Job
from headway.exchange.models import PlanUpdate, Upload
from headway.organisation.tests.factories import actor_with, signed_in
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.models import Plan
from headway.project.schedule.services import create_plan, set_data_date

from .conftest import run_jobs, upload
from .test_newer_plan import NEWER

pytestmark = pytest.mark.django_db


def test_a_picture_is_no_newer_file_either(project: Project, manager: Client) -> None:
    answer = manager.post(f"/projects/{project.pk}/import/", {"file": upload(b"GIF89a", "photo.gif")})
    assert answer.status_code == 422
    assert "This seems to be a picture (GIF)" in answer.text
    assert not PlanUpdate.internal.exists()


def test_only_a_plan_that_came_from_a_file_speaks_of_a_newer_one(project: Project, manager: Client) -> None:
    typed = make_project()
    create_plan(typed, actor=manager_of(typed), start=0)
    for client, pk, said in (
        (manager, project.pk, "Import a newer file"),
        (signed_in(typed.manager, "PM"), typed.pk, "Import a file into this plan"),
    ):
        pages = [client.get(f"/projects/{pk}/{page}/").text for page in ("plan", "imports", "import")]
        assert [said in page for page in pages] == [True, True, True]
        assert [("newer file" in page) == ("newer" in said) for page in pages] == [True, True, True]


def test_the_manager_sees_on_the_plan_that_a_newer_file_waits(project: Project, manager: Client) -> None:
    manager.post(f"/projects/{project.pk}/import/", {"file": upload(NEWER.xml(), "newer.xml")})
    run_jobs()
    plan = f"/projects/{project.pk}/plan/"
    assert "1 newer file to review" in manager.get(plan).text
    reader = signed_in(actor_with("TM", project.scope).person)
    assert "to review" not in reader.get(plan).text
    assert "newer.xml" in reader.get(f"/projects/{project.pk}/imports/").text


def test_a_newer_file_goes_through_pages_to_the_changed_plan(project: Project, manager: Client) -> None:
    sent = manager.post(f"/projects/{project.pk}/import/", {"file": upload(NEWER.xml(), "newer.xml")})
    run_jobs()
    shown = manager.get(sent["Location"], follow=True)
    update = PlanUpdate.internal.get()
    assert shown.redirect_chain[-1][0] == f"/projects/{project.pk}/updates/{update.pk}/"
    assert "Dig deeper" in shown.text
    applied = manager.post(f"/projects/{project.pk}/updates/{update.pk}/apply/")
    run_jobs()
    report = manager.get(applied["Location"], follow=True)
    assert "Roof" in report.text


def waiting_update(project: Project, manager: Client) -> PlanUpdate:
    manager.post(f"/projects/{project.pk}/import/", {"file": upload(NEWER.xml(), "newer.xml")})
    run_jobs()
    return PlanUpdate.internal.get(project=project, state=PlanUpdate.State.PROPOSED)


def test_a_file_whose_applying_was_called_off_still_waits_and_the_page_says_so(
    project: Project, manager: Client
) -> None:
    update = waiting_update(project, manager)
    page = f"/projects/{project.pk}/updates/{update.pk}/"
    job = manager.post(f"{page}apply/")["Location"]
    assert "Stop applying" in manager.get(job).text
    manager.post(f"/jobs/{Job.objects.get(name='exchange.apply_update').pk}/cancel/")
    told = manager.get(job).text
    assert "Applying the newer file" in told
    assert "The newer file still waits for a decision" in told
    assert page in told
    assert "not kept" not in told
    assert Upload.objects.get() == update.upload
    assert manager.post(f"{page}apply/").status_code == 302


def test_a_file_that_was_refused_when_it_was_applied_is_shown_as_out_of_date(
    project: Project, manager: Client
) -> None:
    update = waiting_update(project, manager)
    page = f"/projects/{project.pk}/updates/{update.pk}/"
    list_page = f"/projects/{project.pk}/import/"
    address = f"/api/v1/projects/{project.pk}/updates/{update.pk}"
    assert manager.get(address).json()["stale"] is False
    assert "Out of date" not in manager.get(list_page).text
    job = manager.post(f"{page}apply/")["Location"]
    set_data_date(project, Plan.internal.get(project=project).start, actor=manager_of(project))
    run_jobs()
    told = manager.get(job).text
    assert "The plan was changed since you compared it" in told
    assert "The newer file still waits for a decision" in told
    assert "not kept" not in told
    shown = manager.get(page).text
    assert "the file cannot be applied" in shown
    assert (f"{page}apply/" in shown, f"{page}discard/" in shown) == (False, True)
    assert "Out of date" in manager.get(list_page).text
    assert manager.get(address).json()["stale"] is True


def test_the_job_that_came_second_does_not_say_that_the_file_waits(project: Project, manager: Client) -> None:
    update = waiting_update(project, manager)
    jobs = [manager.post(f"/projects/{project.pk}/updates/{update.pk}/apply/")["Location"] for _ in range(2)]
    run_jobs()
    told = manager.get(jobs[1]).text
    assert "Nothing was changed by this" in told
    assert "still waits" not in told


def test_the_api_does_what_the_pages_do(project: Project, manager: Client) -> None:
    base = f"/api/v1/projects/{project.pk}"
    job = manager.post(f"{base}/imports", {"file": upload(NEWER.xml(), "newer.xml")}).json()["job"]
    run_jobs()
    result = manager.get(f"/api/v1/jobs/{job}").json()["result"]
    address = f"{base}/updates/{result['update']}"
    changes = manager.get(address).json()["items"]
    first = manager.get(address, {"limit": 3}).json()
    rest = manager.get(address, {"after": first["next"], "limit": 1000}).json()
    assert (first["items"] + rest["items"], first["next"], rest["next"]) == (changes, 2, None)
    assert manager.get(address, {"show": "removed"}).json()["items"] == [
        change for change in changes if change["kind"] == "removed"
    ]
    assert manager.get(f"/projects/{project.pk}/updates/{result['update']}/?show=no-such").status_code == 422
    assert first["counts"]["all"] == len(changes)
    assert ("removed", "Walls") in [(change["kind"], change["name"]) for change in changes]
    manager.post(f"{base}/updates/{result['update']}/apply", content_type="application/json")
    run_jobs()
    decided = manager.get(address).json()
    assert (decided["items"], decided["counts"]) == ([], first["counts"])
    page = manager.get(f"/projects/{project.pk}/updates/{result['update']}/").text
    assert "The list was kept until the decision." in page
    newest = manager.get(f"{base}/imports").json()["items"][0]
    assert newest["name"] == "newer.xml"
    rows = manager.get(f"{base}/imports/{newest['id']}/activities?limit=2").json()
    assert [row["name"] for row in rows["items"]] == ["Dig deeper", "Pour slab"]
    rest = manager.get(f"{base}/imports/{newest['id']}/activities?after={rows['next']}").json()
    assert [row["name"] for row in rest["items"]] == ["Roof"]
    assert rest["next"] is None
