"""Pages and API of a plan file that becomes a project: who sends one, what is refused, what comes of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway.common.jobs.models import Job
from headway.common.jobs.services import enqueue
from headway.exchange.models import PlanImport, Upload
from headway.exchange.queries import waiting_bytes
from headway.formats.detect import IMPORTED, names_of
from headway.governance.strategy.models import Portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.models import Person
from headway.organisation.tests.factories import actor_with, make_organisation, make_person, signed_in
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import make_project

from .conftest import imported_project, run_jobs, upload
from .documents import small_plan

pytestmark = pytest.mark.django_db
OFFICE = ["PD", "PA", "ML", "CO", "AS", "RM"]


def form_of(wishes: Wishes, **more: Any) -> dict[str, Any]:
    return {
        "place": wishes.portfolio,
        "kind": "infrastructure",
        "size_class": "L",
        "approach": "H",
        "portfolio": wishes.portfolio,
        "code": wishes.code,
        "name": wishes.name,
        "sponsor": Person.objects.get(pk=wishes.sponsor).name,
        **more,
    }


def test_somebody_of_the_pool_imports_through_the_pages(pool: Client, wishes: Wishes) -> None:
    form = pool.get("/projects/import/")
    assert form.status_code == 200
    assert "Simon Sponsor" in form.text
    sent = pool.post("/projects/import/", form_of(wishes, file=upload(small_plan().xml())))
    assert sent.status_code == 302
    waiting = pool.get(sent["Location"])
    assert "every 2s" in waiting.text
    run_jobs()
    done = pool.get(sent["Location"], follow=True)
    assert (
        done.redirect_chain[-1][0]
        == f"/projects/{imported_project().pk}/imports/{PlanImport.internal.get().pk}/"
    )
    assert "Pour slab" in done.text
    opened = imported_project()
    assert (opened.kind, opened.size_class, opened.approach) == ("infrastructure", "L", "H")


def test_a_refused_file_is_explained_on_the_page_of_the_job(pool: Client, wishes: Wishes) -> None:
    sent = pool.post("/projects/import/", form_of(wishes, file=upload(b"<Project><Tasks></Project>")))
    run_jobs()
    told = pool.get(sent["Location"])
    assert told.status_code == 200
    assert "plan.xml" in told.text
    assert "Nothing was changed, and the file is not kept" in told.text
    assert "Choose another file" in told.text


def test_a_picture_is_refused_beside_the_file_and_the_other_fields_stay(
    pool: Client, wishes: Wishes, files: Path
) -> None:
    sent = form_of(wishes, file=upload(b"\x89PNG\r\n\x1a\n....", "photo.png"))
    answer = pool.post("/projects/import/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "file": [
            f"“photo.png”: This seems to be a picture (PNG), not a plan. Choose a {names_of(IMPORTED)} file."
        ]
    }
    assert 'value="New house"' in answer.text
    assert 'value="infrastructure" selected' in answer.text
    assert not Job.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []
    sent = form_of(wishes, sponsor=wishes.sponsor, file=upload(b"%PDF-1.7", "plan.pdf"))
    by_api = pool.post("/api/v1/imports", sent)
    assert (by_api.status_code, by_api.json()["field"]) == (422, "file")
    assert "PDF" in by_api.json()["detail"]


def test_a_good_file_beside_a_wrong_field_is_to_be_chosen_again(pool: Client, wishes: Wishes) -> None:
    taken = make_project(code="TAKEN")
    for wrong in ({"name": ""}, {"code": taken.code}):
        sent = form_of(wishes, **{**wrong, "file": upload(small_plan().xml())})
        answer = pool.post("/projects/import/", sent)
        assert set(answer.context["form"].errors) == {*wrong, "file"}
        assert "Choose the file again. It could not be kept." in answer.text


def test_after_a_file_that_the_job_refused_another_is_chosen_with_the_fields_as_they_were(
    pool: Client, wishes: Wishes
) -> None:
    before = Project.internal.count()
    sent = pool.post("/projects/import/", form_of(wishes, file=upload(b"<Project><Tasks></Project>")))
    run_jobs()
    job = Job.objects.get()
    again = f"/projects/import/?again={job.pk}"
    assert f'href="{again}"' in pool.get(sent["Location"]).text
    form = pool.get(again).context["form"]
    typed = {name: value for name, value in form_of(wishes).items() if name in form.fields}
    assert {name: form[name].value() for name in typed} == typed
    pool.post(again, form_of(wishes, file=upload(small_plan().xml())))
    run_jobs()
    assert Project.internal.count() == before + 1
    assert imported_project().name == "New house"


def test_nobody_else_sees_what_was_to_become_of_a_refused_file(
    pool: Client, wishes: Wishes, portfolio: Portfolio
) -> None:
    pool.post("/projects/import/", form_of(wishes, file=upload(b"<Project><Tasks></Project>")))
    run_jobs()
    other = signed_in(actor_with("POOL", portfolio.scope).person, "POOL")
    address = f"/projects/import/?again={Job.objects.get().pk}"
    assert other.get(address).status_code == 404
    assert "New house" not in other.get("/projects/import/?again=no").text
    assert pool.get(address).status_code == 200


def test_wishes_of_a_refused_file_are_kept_for_two_weeks_and_take_no_room(
    pool: Client, wishes: Wishes, opener: PersonActor
) -> None:
    pool.post("/projects/import/", form_of(wishes, file=upload(b"<Project><Tasks></Project>")))
    run_jobs()
    assert waiting_bytes(opener) == 0
    for days, left in ((13, 1), (15, 0)):
        Upload.objects.update(created_at=timezone.now() - dt.timedelta(days=days))
        enqueue("exchange.clean", {}, actor=opener)
        run_jobs()
        assert Upload.objects.count() == left


def test_a_code_in_use_is_said_beside_the_field(pool: Client, wishes: Wishes) -> None:
    taken = make_project(code="TAKEN")
    answer = pool.post("/projects/import/", form_of(wishes, code=taken.code, file=upload(small_plan().xml())))
    assert answer.status_code == 422
    assert "is in use" in answer.text
    assert not Upload.objects.exists()


def test_a_portfolio_that_is_not_mine_and_a_sponsor_whom_i_do_not_know_are_refused(
    pool: Client, wishes: Wishes
) -> None:
    foreign = make_project(sponsor=make_person("Fay Foreign"))
    for wrong in (
        {"portfolio": foreign.portfolio_id, "place": foreign.portfolio_id},
        {"sponsor": foreign.sponsor.name},
    ):
        asked = {**form_of(wishes), **wrong, "file": upload(small_plan().xml())}
        assert pool.post("/projects/import/", asked).status_code == 422
        sponsor = foreign.sponsor_id if "sponsor" in wrong else wishes.sponsor
        asked |= {"sponsor": sponsor, "file": upload(small_plan().xml())}
        assert pool.post("/api/v1/imports", asked).status_code in {403, 422}
    assert not Upload.objects.exists()


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_imports_nothing(role: str, project: Project, wishes: Wishes, files: Path) -> None:
    client = signed_in(actor_with(role, make_organisation()).person, role)
    content = small_plan().xml()
    pk = project.pk
    answers = [
        client.post("/projects/import/", form_of(wishes, code="X", file=upload(content))),
        client.post(
            "/api/v1/imports", form_of(wishes, code="X", sponsor=wishes.sponsor, file=upload(content))
        ),
        client.post(f"/projects/{pk}/import/", {"file": upload(content)}),
        client.post(f"/api/v1/projects/{pk}/imports", {"file": upload(content)}),
    ]
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert not Upload.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_the_job_of_an_import_is_for_who_asked_only(project: Project) -> None:
    job = Job.objects.get(name="exchange.import_plan")
    assert signed_in(make_project().manager, "PM").get(f"/imports/{job.pk}/").status_code == 404


def test_a_file_over_the_limit_is_refused_and_not_kept(
    pool: Client, wishes: Wishes, settings: Any, files: Path
) -> None:
    settings.HEADWAY_MAX_UPLOAD = 1000
    answer = pool.post("/projects/import/", form_of(wishes, file=upload(small_plan().xml())))
    assert answer.status_code == 413
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_whoever_imported_a_project_goes_on_as_its_manager_once(pool: Client, wishes: Wishes) -> None:
    sent = pool.post("/projects/import/", form_of(wishes, file=upload(small_plan().xml())))
    assert pool.get(sent["Location"]).context["actor"].hat == "POOL"
    run_jobs()
    done = pool.get(sent["Location"], follow=True)
    assert "NEW is open, and you act as its project manager." in done.text
    charter = pool.get(f"/projects/{imported_project().pk}/charter/")
    assert (charter.context["actor"].hat, charter.context["can_edit"]) == ("PM", True)
    pool.post("/hat/", {"hat": "POOL"})
    assert pool.get(sent["Location"], follow=True).context["actor"].hat == "POOL"
