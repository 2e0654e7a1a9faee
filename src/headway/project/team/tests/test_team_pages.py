"""My work in two clicks, the manager's page of progress, and their API."""

from typing import Any

import pytest
from lxml import html

from headway.common.http import lists
from headway.engine import moment
from headway.organisation.tests.factories import actor_with, signed_in
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Delete
from headway.project.schedule.models import Activity, Assignment, Plan
from headway.project.schedule.services import change_plan, set_data_date
from headway.project.schedule.tests.factories import make_plan, named
from headway.project.team.models import ProgressReport
from headway.project.team.tests.factories import assign, make_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("quick", "percent"), [("start", None), ("half", 50), ("done", 100)])
def test_one_button_on_my_work_reports(quick: str, percent: int | None) -> None:
    project = make_plan({"name": "Dig"})
    member = signed_in(assign(project, "Dig").person)
    assert b"Dig" in member.get("/work/").content
    answer = member.post(f"/work/{project.pk}/{named(project, 'Dig').pk}/", {"quick": quick})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/work/#activity-{named(project, 'Dig').pk}",
    )
    report = ProgressReport.internal.get()
    assert (report.percent, report.started is not None, report.state) == (percent, True, "reported")


def test_a_report_is_taken_back_on_my_work_or_from_the_message_and_the_focus_stays_at_its_activity() -> None:
    project = make_plan({"name": "Dig"})
    member, activity = signed_in(assign(project, "Dig").person), named(project, "Dig").pk
    report = f"/work/{project.pk}/{activity}/"
    shown = member.post(f"{report}?later=1", {"quick": "done"}, follow=True)
    assert shown.redirect_chain == [(f"/work/?later=1#activity-{activity}", 302)]
    back = f"/projects/{project.pk}/progress/{ProgressReport.internal.get().pk}/withdraw/"
    assert shown.text.count(f'action="{back}?later=1"') == 2  # in the card and in the message
    assert 'value="done"' not in shown.text
    assert f'id="activity-{activity}" tabindex="-1"' in shown.text
    taken = member.post(back, follow=True)
    assert taken.redirect_chain == [(f"/work/#activity-{activity}", 302)]
    assert "Taken back. Of “Dig” nothing waits" in taken.text
    assert 'value="done"' in taken.text
    too_late = member.post(back, headers={"referer": "http://testserver/work/?later=1"})
    assert (too_late.status_code, 'href="/work/?later=1"' in too_late.text) == (409, True)


def test_the_api_takes_an_own_report_back() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    address = f"/api/v1/projects/{project.pk}/progress/{report.pk}/withdraw"
    json = "application/json"
    assert signed_in(project.manager).post(address, content_type=json).status_code == 403
    member = signed_in(report.person)
    assert member.post(address, content_type=json).json()["state"] == "withdrawn"
    assert member.post(address, content_type=json).status_code == 409


@pytest.fixture
def orphan() -> ProgressReport:
    """A report that waits, of an activity that was deleted since."""
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    report = make_report(project, "Dig")
    change_plan(project, [Delete((named(project, "Dig").pk,))], actor=manager_of(project))
    return report


def test_a_report_of_a_deleted_activity_is_taken_back(orphan: ProgressReport) -> None:
    address = f"/projects/{orphan.project_id}/progress/{orphan.pk}/withdraw/"
    taken = signed_in(orphan.person).post(address, follow=True)
    assert taken.redirect_chain == [("/work/", 302)]
    assert "Taken back. Its activity is no longer in the plan." in taken.text
    orphan.refresh_from_db()
    assert orphan.state == ProgressReport.State.WITHDRAWN


def test_a_report_of_a_deleted_activity_is_returned_and_not_accepted(orphan: ProgressReport) -> None:
    manager, page = signed_in(orphan.project.manager), f"/projects/{orphan.project_id}/progress/"
    shown = manager.get(page)
    assert "An activity that is no longer in the plan" in shown.text
    assert 'name="report"' not in shown.text
    assert manager.post(f"{page}accept/", {"report": orphan.pk}).status_code == 404
    manager.post(f"{page}{orphan.pk}/return/", {"reason": "It fell away."})
    shown = manager.get(page)
    assert "It fell away." in shown.text
    assert "An activity that is no longer in the plan" in shown.text


def test_after_the_last_report_of_an_activity_the_focus_goes_to_what_follows() -> None:
    project = make_plan({"name": "Dig", "duration": "1d"}, {"name": "Fence", "duration": "2d"})
    manager, dig, fence = project.manager, named(project, "Dig").pk, named(project, "Fence").pk
    for name in ("Dig", "Fence"):
        assign(project, name, manager)
    client, base = signed_in(manager), f"/work/{project.pk}"
    for key, place in ((dig, f"activity-{fence}"), (fence, "main")):
        assert client.post(f"{base}/{key}/", {"quick": "done"})["Location"] == f"/work/#{place}"


def test_details_are_reported_and_errors_shown_in_place() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = signed_in(assign(project, "Dig").person)
    address = f"/work/{project.pk}/{named(project, 'Dig').pk}/"
    data = {"percent": "40", "remaining_days": "3.5", "started_on": "2026-03-03", "note": "Rock"}
    assert member.post(address, data).status_code == 302
    report = ProgressReport.internal.get()
    assert (report.remaining, report.started, report.note) == (100_800, moment("2026-03-03T08:00"), "Rock")
    for wrong in ({"percent": "140"}, {"finished_on": "2999-01-01"}, {}):
        answer = member.post(address, wrong)
        assert answer.status_code == 422
        assert 'class="hw-error"' in answer.text or 'role="alert"' in answer.text


def test_a_wrong_report_comes_back_on_my_work_as_it_was_with_one_message_at_its_field() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Paint", "start": moment("2140-01-07T08:00")})
    member = assign(project, "Dig").person
    assign(project, "Paint", member)
    client = signed_in(member)
    shown = html.fromstring(client.get("/work/").text)
    address = shown.xpath('//details//form[contains(@class, "hw-form")]/@action')[0]
    answer = client.post(address, {"percent": "150"})
    page = html.fromstring(answer.text)
    cards = [tree.xpath("//article/@id") for tree in (shown, page)]
    assert (answer.status_code, cards[1], len(cards[1])) == (422, cards[0], 1)
    wrong = page.xpath("//details[@open]//*[@aria-invalid]/@name")
    assert (wrong, answer.text.count("less than or equal to 100")) == (["percent"], 1)
    assert page.xpath('//nav//a[@aria-current="page"]/@href') == ["/work/"]
    assert client.get(address).headers["Location"] == "/work/"
    assert client.get(f"{address}?later=1").headers["Location"] == "/work/?later=1"


def test_a_refused_report_of_what_is_no_longer_listed_says_why_above_the_list() -> None:
    project = make_plan({"name": "Dig"})
    member, activity = assign(project, "Dig").person, named(project, "Dig")
    Activity.internal.filter(pk=activity.pk).update(percent_complete=100)
    answer = signed_in(member).post(f"/work/{project.pk}/{activity.pk}/", {"percent": "150"})
    assert (answer.status_code, answer.text.count('role="alert"')) == (422, 1)


def test_the_manager_accepts_what_is_ticked_and_returns_the_rest() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    good, bad = make_report(project, "Dig"), make_report(project, "Fence")
    manager = signed_in(project.manager)
    base = f"/projects/{project.pk}/progress/"
    assert manager.get(base).context["can_accept"] is True
    assert manager.post(f"{base}accept/", {"report": [str(good.pk)]}).status_code == 302
    assert manager.post(f"{base}{bad.pk}/return/", {"reason": "Where?"}).status_code == 302
    states = dict(ProgressReport.internal.values_list("pk", "state"))
    assert states == {good.pk: "accepted", bad.pk: "returned"}
    assert b"Where?" in manager.get(base).content


def test_a_foreign_activity_or_report_does_not_exist() -> None:
    mine, other = make_plan({"name": "Dig"}), make_plan({"name": "Dig"})
    member, foreign = signed_in(assign(mine, "Dig").person), make_report(other, "Dig")
    manager = signed_in(mine.manager)
    calls = [
        (member, f"/work/{other.pk}/{foreign.activity_id}/"),
        (member, f"/work/{mine.pk}/{foreign.activity_id}/"),
        (manager, f"/projects/{mine.pk}/progress/{foreign.pk}/return/"),
        (manager, f"/api/v1/projects/{mine.pk}/progress/{foreign.pk}/return"),
    ]
    for client, address in calls:
        assert client.post(address, {"reason": "x"}, content_type="application/json").status_code == 404
    answer = manager.post(
        f"/api/v1/projects/{mine.pk}/progress/accept",
        {"reports": [foreign.pk]},
        content_type="application/json",
    )
    assert answer.status_code == 404


def test_my_work_comes_in_pages_and_a_report_stays_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    project = make_plan(
        *({"name": name, "duration": f"{days}d"} for days, name in enumerate("ABCD", start=1))
    )
    member = assign(project, "A")
    for name in "BCD":
        resource = Assignment.internal.get(activity__name="A").resource
        Assignment.objects.create(project=project, activity=named(project, name), resource=resource)
    client, row = signed_in(member.person), named(project, "C").pk

    def listed(page: str) -> list[str]:
        return [item.activity.name for item, _form in client.get(f"/work/{page}").context["rows"]]

    assert (listed(""), listed("?page=2")) == (["A", "B"], ["C", "D"])
    address = f"/work/{project.pk}/{row}/?page=2"
    assert f'action="{address}"' in client.get("/work/?page=2").text
    refused = client.post(address, {"percent": "150"})
    assert (refused.status_code, len(html.fromstring(refused.text).xpath("//details[@open]"))) == (422, 1)
    assert client.post(address, {"quick": "half"})["Location"] == f"/work/?page=2#activity-{row}"


def test_reports_that_wait_come_in_pages_and_a_refused_return_stays_on_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    project = make_plan({"name": "Dig"})
    reports = [make_report(project, "Dig") for _ in range(3)]
    client, base = signed_in(project.manager), f"/projects/{project.pk}/progress/"
    shown = [[row.pk for row in client.get(base + page).context["waiting"]] for page in ("", "?page=2")]
    assert shown == [[reports[0].pk, reports[1].pk], [reports[2].pk]]
    address = f"{base}{reports[2].pk}/return/?page=2"
    assert f'action="{address}"' in client.get(f"{base}?page=2").text
    refused = client.post(address, {"reason": " "})
    assert (refused.status_code, f"reason-{reports[2].pk}_error" in refused.text) == (422, True)
    assert client.post(address, {"reason": "Where?"})["Location"] == f"{base}?page=2"
    assert list(client.get(f"{base}?page=2").context["waiting"]) == reports[:2]


def test_accepting_leads_back_to_the_page_on_which_it_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    project = make_plan({"name": "Dig"})
    reports = [make_report(project, "Dig") for _ in range(3)]
    client, base = signed_in(project.manager), f"/projects/{project.pk}/progress/"
    address = f"{base}accept/?page=2"
    assert f'action="{address}"' in client.get(f"{base}?page=2").text
    assert client.post(address, {"report": reports[1].pk})["Location"] == f"{base}?page=2"
    assert list(client.get(f"{base}?page=2").context["waiting"]) == [reports[2]]


@pytest.mark.parametrize("items", [1, 3])
def test_my_work_asks_the_same_number_of_questions(django_assert_num_queries: Any, items: int) -> None:
    member = None
    for _ in range(items):
        project = make_plan({"name": "Dig"})
        member = assign(project, "Dig", member.person if member else None)
    assert member is not None
    client = signed_in(member.person)
    with django_assert_num_queries(8):
        assert len(client.get("/work/").context["rows"]) == items


@pytest.mark.parametrize("items", [1, 3])
def test_the_progress_page_asks_the_same_number_of_questions(
    django_assert_num_queries: Any, items: int
) -> None:
    project = make_plan({"name": "Dig"})
    for _ in range(items):
        make_report(project, "Dig")
    client = signed_in(project.manager)
    with django_assert_num_queries(14):
        assert len(client.get(f"/projects/{project.pk}/progress/").context["waiting"]) == items


def test_the_data_date_is_set_where_the_reports_are() -> None:
    project = make_plan({"name": "Dig"})
    client = signed_in(project.manager)
    address = f"/projects/{project.pk}/progress/data-date/"
    shown = {"revision": Plan.internal.get(project=project).revision}
    assert client.post(address, {"data_date": "2026-03-03"}).status_code == 428
    answer = client.post(address, {"data_date": "2026-03-03", **shown})
    assert answer["Location"] == f"/projects/{project.pk}/progress/"
    assert Plan.internal.get(project=project).data_date == moment("2026-03-03T17:00")
    refused = client.post(address, {"data_date": "soon"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["data_date"] == ["Enter a valid date."]
    member = signed_in(actor_with("TM", project.scope).person)
    assert member.post(address, {"data_date": "2026-03-04"}).status_code == 403


def test_the_api_reports_accepts_and_sets_the_data_date() -> None:
    project = make_plan({"name": "Dig"})
    member, manager = signed_in(assign(project, "Dig").person), signed_in(project.manager)
    (item,) = member.get("/api/v1/my/work").json()["items"]
    base = f"/api/v1/projects/{project.pk}"
    said = {"percent": 50}
    report = member.post(
        f"{base}/activities/{item['activity']}/progress", said, content_type="application/json"
    ).json()
    assert report["state"] == "reported"
    refused = member.post(
        f"{base}/progress/accept", {"reports": [report["id"]]}, content_type="application/json"
    )
    assert refused.status_code == 403
    (accepted,) = manager.post(
        f"{base}/progress/accept", {"reports": [report["id"]]}, content_type="application/json"
    ).json()
    assert accepted["state"] == "accepted"
    assert [row["id"] for row in manager.get(f"{base}/progress").json()["items"]] == [report["id"]]
    assert manager.get(f"{base}/progress?state=reported").json()["items"] == []
    body: dict[str, int] = {"data_date": moment("2026-03-03T17:00")}
    assert manager.put(f"{base}/data-date", body, content_type="application/json").status_code == 428
    body["revision"] = Plan.internal.get(project=project).revision
    answer = manager.put(f"{base}/data-date", body, content_type="application/json").json()
    assert answer["data_date"] == Plan.internal.get(project=project).data_date == moment("2026-03-03T17:00")


def test_a_day_that_was_typed_is_kept_where_the_plan_is_another_one_by_now() -> None:
    project = make_plan({"name": "Dig"})
    older = Plan.internal.get(project=project).revision
    otto = actor_with("PM", project.scope, "Otto Other")
    set_data_date(project, moment("2026-03-02T17:00"), actor=otto)
    manager, address = signed_in(project.manager), f"/projects/{project.pk}/progress/data-date/"
    answer = manager.post(address, {"data_date": "2026-03-04", "revision": older})
    assert (answer.status_code, "Otto Other has changed" in answer.text) == (409, True)
    form = answer.context["form"]
    again = {name: form[name].value() for name in ("data_date", "revision")}
    assert again == {"data_date": "2026-03-04", "revision": older + 1}
    assert manager.post(address, again).status_code == 302
    assert Plan.internal.get(project=project).data_date == moment("2026-03-04T17:00")


@pytest.mark.parametrize("reason", [" ", "x" * 601])
def test_a_reason_for_returning_a_report_that_is_refused_stands_in_its_box_again(reason: str) -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    address = f"/projects/{project.pk}/progress/{report.pk}/return/"
    answer = signed_in(project.manager).post(address, {"reason": reason})
    assert (answer.status_code, f'id="reason-{report.pk}_error"' in answer.text) == (422, True)
    assert f">{reason}</textarea>" in answer.text
