"""A plan file becomes a project, or nothing at all."""

import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from headway.common.jobs.models import Job
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Invalid
from headway.engine import written
from headway.engine.tests.known import known_plans
from headway.exchange import services
from headway.exchange.models import OmittedFact, PlanImport, ReconciledActivity, Upload
from headway.exchange.report.rows import DATES
from headway.formats.tests.mspdi_text import Fields, mspdi, task
from headway.organisation.actors import PersonActor
from headway.organisation.models import Person, RoleGrant, User
from headway.project.baseline.models import Baseline
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import make_project
from headway.project.schedule.models import (
    Activity,
    Assignment,
    Link,
    Plan,
    ReferenceDates,
    ReferenceSet,
    Resource,
)
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.tests.factories import set_fields

from .conftest import imported_project, run_jobs, upload
from .documents import PlanFile, Task, small_plan

pytestmark = pytest.mark.django_db
BringIn = Callable[[bytes], Job]


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def test_a_file_becomes_a_project_with_its_plan(bring_in: BringIn, opener: PersonActor, files: Path) -> None:
    job = bring_in(small_plan().xml())
    assert job.state == Job.State.DONE, job.error
    project = imported_project()
    assert (project.manager_id, project.state) == (opener.person.pk, Project.State.INITIATING)
    names = list(Activity.internal.filter(project=project).order_by("path").values_list("name", "kind"))
    assert names == [("House", "summary"), ("Dig", "task"), ("Pour slab", "task"), ("Walls", "task")]
    assert Link.internal.filter(project=project).count() == 2
    assert [row.name for row in Resource.internal.filter(project=project)] == ["Ann"]
    assert Assignment.internal.filter(project=project).count() == 1
    assert stored(files) == []
    assert not Upload.objects.exists()


def test_the_stored_plan_is_computed(bring_in: BringIn) -> None:
    bring_in(small_plan().xml())
    plan = Plan.internal.get(project=imported_project())
    days = dict(Activity.internal.filter(project=plan.project).values_list("name", "total_float"))
    assert days == {"House": 0, "Dig": 0, "Pour slab": 0, "Walls": 0}
    assert plan.finish is not None
    assert (
        plan.finish - plan.start == 11 * 86_400 + 9 * 3600
    )  # ten working days from Monday 8:00 to Friday 17:00


def test_the_plan_is_computed_before_anything_is_written(
    bring_in: BringIn, computed_within: list[int]
) -> None:
    assert bring_in(small_plan().xml()).state == Job.State.DONE
    assert computed_within == [0]


def test_the_report_names_every_activity_and_what_was_left_out(bring_in: BringIn) -> None:
    task = Task(5, "Paint", 1, extra="<FixedCost>500</FixedCost>")
    job = bring_in(small_plan(task).xml())
    row = PlanImport.internal.get()
    assert job.result == {"project": row.project_id, "plan_import": row.pk}
    assert row.counts["activities"] == 4
    assert ReconciledActivity.internal.filter(plan_import=row).count() == 4
    assert [(fact.owner, fact.uid, fact.field) for fact in OmittedFact.internal.filter(plan_import=row)] == [
        ("task", 5, "FixedCost")
    ]


def test_what_the_plan_has_no_field_for_is_listed_by_kind(bring_in: BringIn) -> None:
    content = small_plan(Task(5, "Own code", extra="<WBS>X-1</WBS>")).xml()
    email = b"<EmailAddress>a@b.example</EmailAddress>"
    content = content.replace(b"<Name>Ann</Name>", b"<Name>Ann</Name>" + email)
    content = content.replace(b"<Name>plan</Name>", b"<Name>plan</Name><Author>Otto</Author>")
    job = bring_in(content)
    assert job.state == Job.State.DONE, job.error
    facts = OmittedFact.internal.values_list("owner", "field", "value", "count")
    assert {("project", "Author", "Otto", 1), ("resource", "EmailAddress", "", 1)} <= set(facts)
    assert ("task", "WBS", "X-1", 1) in facts


def test_what_a_file_says_of_pay_and_of_people_is_kept_nowhere(bring_in: BringIn) -> None:
    def field(code: int, value: str) -> str:
        return f"<ExtendedAttribute><FieldID>{code}</FieldID><Value>{value}</Value></ExtendedAttribute>"

    task = Task(5, "Paint", extra="<FixedCost>777001</FixedCost>" + field(188743938, "777002"))
    ann = "<StandardRate>777003</StandardRate><Notes>777004</Notes><Phone>777005</Phone>"
    ann += "<EmailAddress>777006</EmailAddress>" + field(205520904, "777007")
    part = "<Notes>777008</Notes>" + field(255852547, "777009")
    content = small_plan(task).xml()
    content = content.replace(b"<Name>Ann</Name>", b"<Name>Ann</Name>" + ann.encode())
    content = content.replace(b"<Units>1</Units>", b"<Units>1</Units>" + part.encode())
    job = bring_in(content)
    assert job.state == Job.State.DONE, job.error
    facts = OmittedFact.internal.filter(owner__in=["task", "resource", "assignment"])
    assert {(fact.owner, fact.field, fact.value) for fact in facts} == {
        ("task", "FixedCost", ""),
        ("task", "188743938", ""),
        ("resource", "StandardRate", ""),
        ("resource", "Notes", ""),
        ("resource", "Phone", ""),
        ("resource", "EmailAddress", ""),
        ("resource", "205520904", ""),
        ("assignment", "Notes", ""),
        ("assignment", "255852547", ""),
    }


def test_the_import_is_in_the_journal_with_the_digest_of_the_file(bring_in: BringIn) -> None:
    bring_in(small_plan().xml())
    entry = JournalEntry.internal.get(scope_id=imported_project().pk, action="plan.imported")
    assert entry.content is not None
    assert entry.content["sha256"] == PlanImport.internal.get().digest


def test_every_entry_of_an_import_names_the_hat_that_was_worn_and_the_role_that_gave_the_right(
    bring_in: BringIn, opener: PersonActor
) -> None:
    bring_in(small_plan().xml())
    entries = JournalEntry.internal.filter(scope_id=imported_project().pk, actor=opener.reference)
    found = {entry.action: (entry.hat, (entry.content or {}).get("by_role")) for entry in entries}
    assert {hat for hat, _role in found.values()} == {"POOL"}
    assert {action: found[action][1] for action in ("plan.created", "plan.replaced", "plan.imported")} == (
        dict.fromkeys(("plan.created", "plan.replaced", "plan.imported"), "PM")
    )
    assert found["project.opened"][1] is None


def test_a_role_that_an_import_gave_does_not_outlast_it(bring_in: BringIn, opener: PersonActor) -> None:
    bring_in(small_plan().xml())
    pool = PersonActor(opener.person, chosen_hat="POOL")
    assert not pool.may(CHANGE_PLAN, imported_project().pk)
    assert PersonActor(opener.person, chosen_hat="PM").may(CHANGE_PLAN, imported_project().pk)


def test_an_appointment_that_is_none_gives_no_right(opener: PersonActor) -> None:
    other = make_project()
    assert not PersonActor(opener.person, chosen_hat="POOL", appointed="PM").may(CHANGE_PLAN, other.pk)


def test_baselines_of_the_file_are_reference_sets_with_its_name(bring_in: BringIn) -> None:
    baseline = (
        "<Baseline><Number>3</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>"
        "<Duration>PT16H0M0S</Duration></Baseline>"
    )
    bring_in(PlanFile(tasks=[Task(1, "Dig", 2, extra=baseline)]).xml())
    reference = ReferenceSet.internal.get()
    assert (reference.number, reference.name) == (3, "Baseline 3: plan.xml")
    assert ReferenceDates.internal.get().duration == 16 * 3600


@pytest.mark.parametrize("number", [0, 3])
def test_baselines_of_the_file_are_never_a_baseline_of_the_project(number: int, bring_in: BringIn) -> None:
    baseline = f"<Baseline><Number>{number}</Number><Start>2026-03-02T08:00:00</Start></Baseline>"
    bring_in(PlanFile(tasks=[Task(1, "Dig", 2, extra=baseline)]).xml())
    project = imported_project()
    assert ReferenceSet.internal.filter(project=project).count() == 1
    assert not Baseline.internal.exists()
    assert not JournalEntry.internal.filter(action__startswith="baseline.").exists()


def test_resources_of_the_file_are_neither_people_nor_logins_nor_roles(bring_in: BringIn) -> None:
    def counts() -> tuple[int, int, int]:
        return Person.objects.count(), User.objects.count(), RoleGrant.internal.count()

    before = counts()
    bring_in(small_plan().xml())
    people, logins, roles = counts()
    assert (people, logins, roles) == (before[0], before[1], before[2] + 2)  # manager and sponsor
    assert Resource.internal.get().person_id is None


XML = b'<?xml version="1.0"?>'
BAD_FILES = {
    "a date that is none": (
        small_plan(Task(5, "Bad", extra="<Start>yesterday</Start>")).xml(),
        "Start of the task is “yesterday”, not a date",
    ),
    "an identity twice": (small_plan(Task(4, "Twice")).xml(), "used before"),
    "a cycle": (
        PlanFile(tasks=[Task(1, "A", after=[2]), Task(2, "B", after=[1])]).xml(),
        "Activities wait for each other",
    ),
    "cut off": (small_plan().xml()[:-200], "The file ends before the plan does; it was cut off"),
    "too deep": (
        XML + b"<Project>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</Project>",
        "line 1: More than 256 elements are inside each other",
    ),
    "an endless name": (
        PlanFile([Task(1, "x" * 20_000_001)]).xml(),
        "A single row is larger than 4 MB",
    ),
}


BAD_AT_FIRST_SIGHT = {
    "another kind of file": (b"PK\x03\x04 no plan", "This seems to be a ZIP archive"),
    "nothing": (b"", "The file is empty"),
    "an entity": (
        XML + b'\n<!DOCTYPE Project [<!ENTITY a "b">]><Project>&a;</Project>',
        "line 2: The file declares a document type",
    ),
    "a file of the server": (
        XML + b'<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>',
        "line 1: The file declares a document type",
    ),
    "a quadratic blow-up": (
        b'%s<!DOCTYPE Project [<!ENTITY a "%s">]><Project>%s</Project>'
        % (XML, b"x" * 500_000, b"&a;" * 1000),
        "line 1: The file declares a document type",
    ),
    "UTF-16 without a mark": (
        small_plan().xml().decode().encode("utf-16-le"),
        "line 1: The file is in UTF-16 without a byte order",
    ),
    "an encoding that is none": (
        small_plan().xml().replace(b"UTF-8", b"UTF-7"),
        "line 1: The encoding “UTF-7” is not accepted",
    ),
}


@pytest.mark.parametrize(("content", "word"), BAD_AT_FIRST_SIGHT.values(), ids=BAD_AT_FIRST_SIGHT.keys())
def test_what_the_first_bytes_tell_is_refused_before_there_is_a_job(
    content: bytes, word: str, bring_in: BringIn, files: Path
) -> None:
    with pytest.raises(Invalid) as caught:
        bring_in(content)
    assert "plan.xml" in str(caught.value.detail)
    assert word in str(caught.value.detail)
    assert caught.value.extra["field"] == "file"
    assert not Job.objects.exists()
    assert not Upload.objects.exists()
    assert stored(files) == []


@pytest.mark.parametrize(("content", "word"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_refused_by_name_and_leaves_nothing_but_the_wishes(
    content: bytes, word: str, bring_in: BringIn, files: Path
) -> None:
    entries = JournalEntry.internal.count()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    job = bring_in(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
    assert (job.state, job.trace) == (Job.State.FAILED, "")
    assert "plan.xml" in job.error
    assert word in job.error
    assert not Project.internal.filter(code="NEW").exists()
    assert not PlanImport.internal.exists()
    assert Upload.objects.get().size == 0
    assert stored(files) == []
    assert JournalEntry.internal.count() == entries


def test_a_file_in_utf_16_is_taken_over(bring_in: BringIn) -> None:
    job = bring_in(small_plan().xml().decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    assert job.state == Job.State.DONE, job.error
    assert Activity.internal.filter(project=imported_project()).count() == 4


def test_ten_thousand_activities_with_one_bad_line_write_nothing(bring_in: BringIn, files: Path) -> None:
    tasks = [Task(uid, f"Activity {uid}", after=[uid - 1] if uid > 1 else []) for uid in range(1, 10_001)]
    tasks[9_998] = Task(9_999, "Bad", extra="<Deadline>soon</Deadline>")
    content = PlanFile(tasks=tasks).xml()
    line = content[: content.index(b"soon")].count(b"\n") + 1
    job = bring_in(content)
    assert job.state == Job.State.FAILED
    assert f"line {line}" in job.error
    assert not Activity.internal.exists()
    assert stored(files) == []


def test_rights_that_are_gone_when_the_job_runs_stop_it(
    opener: PersonActor, wishes: Wishes, files: Path
) -> None:
    job = services.receive_plan(upload(small_plan().xml()), wishes, actor=opener)
    RoleGrant.internal.filter(person=opener.person).update(state=RoleGrant.State.ENDED)
    run_jobs()
    assert Job.objects.get(pk=job.pk).state == Job.State.FAILED
    assert not Project.internal.filter(code="NEW").exists()
    assert stored(files) == []


def test_a_job_that_is_called_off_leaves_nothing(opener: PersonActor, wishes: Wishes, files: Path) -> None:
    job = services.receive_plan(upload(small_plan().xml()), wishes, actor=opener)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    run_jobs()
    assert Job.objects.get(pk=job.pk).state == Job.State.CANCELLED
    assert not Project.internal.filter(code="NEW").exists()
    assert stored(files) == []


def test_two_links_of_one_kind_between_the_same_activities_become_the_longer_one(bring_in: BringIn) -> None:
    late = (
        "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag>"
        "<LagFormat>7</LagFormat></PredecessorLink>"
    )
    job = bring_in(PlanFile(tasks=[Task(1, "A"), Task(2, "B", after=[1], extra=late)]).xml())
    assert job.state == Job.State.DONE, job.error
    assert [link.lag for link in Link.internal.all()] == [8 * 3600]
    assert OmittedFact.internal.filter(field="PredecessorLink").count() == 1


def dated(project: Project) -> dict[str, tuple[str, ...]]:
    """Early start and finish, late start and finish of every activity, as they are stored."""
    rows = Activity.internal.filter(project=project).values_list(
        "name", "early_start", "early_finish", "late_start", "late_finish"
    )
    return {name: written_out(moments) for name, *moments in rows}


def written_out(moments: Iterable[int | None]) -> tuple[str, ...]:
    return tuple("" if moment is None else written(moment)[5:16] for moment in moments)


def test_contours_overtime_material_and_cost_take_no_time_in_the_plan_either(bring_in: BringIn) -> None:
    def on(task: int, resource: int, work: str, **fields: Any) -> Fields:
        return {"UID": task, "TaskUID": task, "ResourceUID": resource, "Units": 1, "Work": work, **fields}

    job = bring_in(
        mspdi(
            *(task(uid, 8, Name=name) for uid, name in enumerate(("Contour", "Overtime", "Pour", "Pay"), 1)),
            task(5, 16, Name="Longest"),
            task(6, 4, Name="Sweep"),
            resources=[
                {"UID": 1, "ID": 1, "Name": "Ann", "Type": 1, "CalendarUID": 1},
                {"UID": 2, "ID": 2, "Name": "Concrete", "Type": 0},
                {"UID": 3, "ID": 3, "Name": "Fee", "Type": 2},
            ],
            assignments=[
                on(1, 1, "PT20H0M0S", WorkContour=4),
                on(2, 1, "PT10H0M0S", OvertimeWork="PT2H0M0S"),
                on(3, 2, "PT40H0M0S"),
                on(4, 3, "PT30H0M0S"),
            ],
        )
    )
    assert job.state == Job.State.DONE, job.error
    project = imported_project()
    monday = ("01-05T08:00", "01-05T17:00", "01-06T08:00", "01-06T17:00")
    expected = dict.fromkeys(("Contour", "Overtime", "Pour", "Pay"), monday)
    assert {name: dates for name, dates in dated(project).items() if name in expected} == expected
    reported = {row.name: row.computed[:4] for row in ReconciledActivity.internal.filter(project=project)}
    assert {name: written_out(dates) for name, dates in reported.items()} == dated(project)

    for name, fields in (("Sweep", {"duration": "6h"}), ("Pour", {"name": "Pour slab"})):
        set_fields(project, name, **fields)
    expected["Pour slab"] = expected.pop("Pour")
    assert {name: dates for name, dates in dated(project).items() if name in expected} == expected


@pytest.mark.slow
@pytest.mark.skipif(not known_plans(), reason="no plan files of other programs on this machine")
def test_every_real_file_is_taken_over_or_refused_with_a_reason(
    opener: PersonActor, wishes: Wishes, capsys: pytest.CaptureFixture[str]
) -> None:
    taken: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    paths = known_plans()
    for number, path in enumerate(paths):
        asked: Any = Wishes(
            portfolio=wishes.portfolio, code=f"R{number}", name=path.stem[:200], sponsor=wishes.sponsor
        )
        try:
            job = services.receive_plan(upload(path.read_bytes(), path.name), asked, actor=opener)
        except Invalid as refusal:
            refused.append((path.name, str(refusal.detail)))
            continue
        run_jobs()
        job.refresh_from_db()
        (taken if job.state == Job.State.DONE else refused).append((path.name, job.error))
    with capsys.disabled():
        sys.stdout.write(f"\n{len(taken)} of {len(paths)} real plan files imported; refused: {refused}\n")
    assert all("Primavera" in reason for _name, reason in refused)
    for row in PlanImport.internal.all():
        assert row.counts["equal"] + sum(row.counts["reasons"].values()) == row.counts["compared"]
        plan_dates = {
            uid: list(dates)
            for uid, *dates in Activity.internal.filter(project_id=row.project_id).values_list("uid", *DATES)
        }
        reported = {r.uid: r.computed for r in ReconciledActivity.internal.filter(plan_import=row)}
        assert {uid: plan_dates[uid] for uid in reported} == reported
