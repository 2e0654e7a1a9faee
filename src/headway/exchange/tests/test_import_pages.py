"""Pages and API of import: who reaches them, what they show, what they cost."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from headway.common.jobs.models import Job
from headway.common.jobs.services import enqueue
from headway.exchange.models import OmittedFact, PlanImport, PlanUpdate, ReconciledActivity, Upload
from headway.exchange.queries import SHOWN, waiting_bytes
from headway.exchange.report.rows import WITHOUT_PLACE
from headway.exchange.words import DIFFERENCES, OMISSIONS, SHOW_LABELS
from headway.formats.detect import NAMES
from headway.formats.explain import Reason
from headway.formats.mspdi import MSPDI
from headway.formats.plan import Omission
from headway.formats.words import Worded
from headway.governance.strategy.models import Portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.middleware import HAT_SESSION_KEY
from headway.organisation.models import Person
from headway.organisation.tests.factories import actor_with, make_organisation, make_person, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.models import Plan
from headway.project.schedule.services import create_plan, set_data_date

from .conftest import imported_project, run_jobs, upload
from .documents import Task, small_plan
from .test_newer_plan import NEWER

pytestmark = pytest.mark.django_db
QUERIES_OF_REPORT = 10
QUERIES_OF_LIST = 10
OFFICE = ["PD", "PA", "ML", "CO", "AS", "RM"]


def browser(person: Person, hat: str = "") -> Client:
    client = Client()
    client.force_login(make_user(person))
    session = client.session
    session[HAT_SESSION_KEY] = hat
    session.save()
    return client


@pytest.fixture
def pool(opener: PersonActor) -> Client:
    return browser(opener.person, "POOL")


@pytest.fixture
def project(bring_in: Callable[[bytes], Job]) -> Project:
    job = bring_in(small_plan(Task(5, "=HYPERLINK(1)", 1, level=2)).xml())
    assert job.state == Job.State.DONE, job.error
    return imported_project()


@pytest.fixture
def manager(project: Project, pool: Client) -> Client:
    session = pool.session
    session[HAT_SESSION_KEY] = "PM"
    session.save()
    return pool


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
        "file": [f"“photo.png”: This seems to be a picture (PNG), not a plan. Choose a {NAMES} file."]
    }
    assert 'value="New house"' in answer.text
    assert 'value="infrastructure" selected' in answer.text
    assert not Job.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []
    sent = form_of(wishes, sponsor=wishes.sponsor, file=upload(b"%PDF-1.7", "plan.pdf"))
    by_api = pool.post("/api/v1/imports", sent)
    assert (by_api.status_code, by_api.json()["field"]) == (422, "file")
    assert "PDF" in by_api.json()["detail"]


def test_a_picture_is_no_newer_file_either(project: Project, manager: Client) -> None:
    answer = manager.post(f"/projects/{project.pk}/import/", {"file": upload(b"GIF89a", "photo.gif")})
    assert answer.status_code == 422
    assert "This seems to be a picture (GIF)" in answer.text
    assert not PlanUpdate.internal.exists()


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
    other = browser(actor_with("POOL", portfolio.scope).person, "POOL")
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
    client = browser(actor_with(role, make_organisation()).person, role)
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


def test_the_report_is_for_readers_of_the_project_only(project: Project) -> None:
    row = PlanImport.internal.get()
    stranger = browser(make_project().manager, "PM")
    reader = browser(actor_with("TM", project.scope).person)
    pages = [
        f"/projects/{project.pk}/imports/",
        f"/projects/{project.pk}/imports/{row.pk}/",
        f"/projects/{project.pk}/imports/{row.pk}/omitted/",
        f"/projects/{project.pk}/imports/{row.pk}/report.csv",
        f"/api/v1/projects/{project.pk}/imports",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/activities",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/omitted",
    ]
    assert [reader.get(address).status_code for address in pages] == [200] * 7
    assert [stranger.get(address).status_code for address in pages] == [404] * 7


def test_a_report_is_not_reached_through_another_project(project: Project) -> None:
    """Its id in the address of a project of one's own."""
    other = make_project()
    client = browser(other.manager, "PM")
    assert client.get(f"/projects/{other.pk}/imports/{PlanImport.internal.get().pk}/").status_code == 404


def test_the_job_of_an_import_is_for_who_asked_only(project: Project) -> None:
    job = Job.objects.get(name="exchange.import_plan")
    assert browser(make_project().manager, "PM").get(f"/imports/{job.pk}/").status_code == 404


def test_a_spreadsheet_runs_nothing_from_the_report(project: Project, manager: Client) -> None:
    answer: Any = manager.get(f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/report.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert len(text.splitlines()) == 5


def test_the_report_filters_by_outcome_and_words(project: Project, manager: Client) -> None:
    ReconciledActivity.internal.filter(name="Dig").update(outcome="different", reason="unexplained")
    address = f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/"
    different = manager.get(f"{address}?show=different").text
    assert "Dig" in different
    assert "Pour slab" not in different
    assert "Walls" in manager.get(f"{address}?q=wall").text
    assert "Pour slab" not in manager.get(f"{address}?q=wall").text
    sentence = "There is no “no-such” to choose. Choose what the page offers."
    assert sentence in manager.get(f"{address}?show=no-such").text
    refused = manager.get(f"{address}report.csv?show=no-such")
    assert (refused.status_code, f"Show: {sentence}" in refused.text) == (422, True)


def report_with(*outcomes: tuple[str, str]) -> PlanImport:
    """The one import, its report telling of an activity with each outcome and reason."""
    row = PlanImport.internal.get()
    ReconciledActivity.internal.all().delete()
    ReconciledActivity.objects.bulk_create(
        ReconciledActivity(
            project_id=row.project_id,
            plan_import=row,
            position=n,
            uid=n,
            number=n,
            name=f"A{n}",
            group="open",
            outcome=outcome,
            reason=reason,
            stored=[None] * 7,
            computed=[None] * 7,
        )
        for n, (outcome, reason) in enumerate(outcomes)
    )
    return row


def test_each_figure_of_the_report_opens_exactly_its_rows(project: Project, manager: Client) -> None:
    """Activities of every outcome; the number on the tile is the number of rows behind it."""
    follows = ("different", "neighbour")
    row = report_with(
        *[("exact", "")] * 3, *[("equal", "")] * 2, ("different", "unexplained"), *[follows] * 3, ("none", "")
    )
    figures = {"activities": 10, "compared": 9, "exact": 3, "equal": 5, "unexplained": 1}
    row.counts.update(figures)
    PlanImport.internal.filter(pk=row.pk).update(counts=row.counts)
    address = f"/projects/{project.pk}/imports/{row.pk}/"
    tiles = re.findall(rf'<a href="{address}([^"]*)" aria-label="[^:"]*: (\d+)"', manager.get(address).text)
    assert [int(number) for _, number in tiles] == list(figures.values())
    for query, number in tiles:
        assert manager.get(address + query).context["page"].paginator.count == int(number)


def test_of_two_files_of_one_moment_the_later_one_is_listed_first(project: Project, manager: Client) -> None:
    first = PlanImport.internal.get()
    second = PlanImport.internal.get()
    second.pk = None
    second.save()
    PlanImport.internal.update(at=first.at)
    address = f"/api/v1/projects/{project.pk}/imports?limit=1"
    newest = manager.get(address).json()
    rest = manager.get(f"{address}&after={newest['next']}").json()
    assert [row["id"] for row in newest["items"] + rest["items"]] == [second.pk, first.pk]
    assert rest["next"] is None


def test_every_reason_that_a_report_can_store_has_words() -> None:
    for listed in (Reason, Omission):
        rows: list[Worded] = list(listed)
        assert all(re.fullmatch("[a-z_]+", row.value) for row in rows)
        assert all(row.words[:1].isupper() for row in rows)
        assert len({row.words for row in rows}) == len(rows)
    assert [str(words) for words in DIFFERENCES.values()] == [row.words for row in Reason]
    assert [str(words) for words in OMISSIONS.values()] == [row.words for row in Omission]


def test_reasons_are_words_on_pages_and_keys_for_programs(project: Project, manager: Client) -> None:
    row = report_with(("different", "neighbour"))
    OmittedFact.objects.create(
        project=project, plan_import=row, line=1, owner="task", field="Mood", reason="custom_field"
    )
    page, api = (
        f"/projects/{project.pk}/imports/{row.pk}/",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/",
    )
    assert "Depends on an activity that differs" in manager.get(page).text
    assert [said["reason"] for said in manager.get(f"{api}activities").json()["items"]] == ["neighbour"]
    assert "Custom field" in manager.get(f"{page}omitted/").text
    assert "custom_field" in [said["reason"] for said in manager.get(f"{api}omitted").json()["items"]]


def test_every_filter_of_a_report_has_words() -> None:
    assert set(SHOW_LABELS) == set(SHOWN)


def test_what_the_plan_has_no_place_for_has_the_name_that_its_file_gives_it() -> None:
    things = {f"{owner}.{name}" for owner, names in WITHOUT_PLACE.items() for name in names}
    assert things <= set(MSPDI.names)


def test_whoever_reads_the_plan_finds_the_report_of_its_file(project: Project) -> None:
    report = f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/"
    for role in ("SP", "TM", "PA"):
        client = browser(actor_with(role, project.scope).person, role)
        files = f"/projects/{project.pk}/imports/"
        assert f'href="{files}"' in client.get(f"/projects/{project.pk}/plan/").text
        assert f'href="{report}"' in client.get(files).text
        assert f'href="/projects/{project.pk}/import/"' not in client.get(files).text


def test_a_plan_that_came_from_no_file_shows_no_files() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=0)
    page = browser(project.manager, "PM").get(f"/projects/{project.pk}/plan/")
    assert "/imports/" not in page.text


def test_only_a_plan_that_came_from_a_file_speaks_of_a_newer_one(project: Project, manager: Client) -> None:
    typed = make_project()
    create_plan(typed, actor=manager_of(typed), start=0)
    for client, pk, said in (
        (manager, project.pk, "Import a newer file"),
        (browser(typed.manager, "PM"), typed.pk, "Import a file into this plan"),
    ):
        pages = [client.get(f"/projects/{pk}/{page}/").text for page in ("plan", "imports", "import")]
        assert [said in page for page in pages] == [True, True, True]
        assert [("newer file" in page) == ("newer" in said) for page in pages] == [True, True, True]


def test_the_manager_sees_on_the_plan_that_a_newer_file_waits(project: Project, manager: Client) -> None:
    manager.post(f"/projects/{project.pk}/import/", {"file": upload(NEWER.xml(), "newer.xml")})
    run_jobs()
    plan = f"/projects/{project.pk}/plan/"
    assert "1 newer file to review" in manager.get(plan).text
    reader = browser(actor_with("TM", project.scope).person)
    assert "to review" not in reader.get(plan).text
    assert "newer.xml" in reader.get(f"/projects/{project.pk}/imports/").text


@pytest.mark.parametrize("rows", [1, 60])
def test_the_report_costs_the_same_queries_for_one_row_and_for_many(
    rows: int, project: Project, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = report_with(*[("exact", "")] * rows)
    with django_assert_num_queries(QUERIES_OF_REPORT):
        assert manager.get(f"/projects/{project.pk}/imports/{row.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_imports_costs_the_same_queries_for_one_and_for_three(
    rows: int, project: Project, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = PlanImport.internal.get()
    PlanImport.objects.bulk_create(
        PlanImport(
            project=project,
            person=first.person,
            name=f"{n}.xml",
            format="mspdi",
            size=1,
            digest="",
            counts=first.counts,
        )
        for n in range(rows - 1)
    )
    for page in ("import", "imports"):
        with django_assert_num_queries(QUERIES_OF_LIST):
            assert manager.get(f"/projects/{project.pk}/{page}/").status_code == 200


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
