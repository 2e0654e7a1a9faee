"""Several people write one charter: nothing of anybody is lost, and everybody is told whose it was."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from headway.common import clock
from headway.common.http.forms import written
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Stale
from headway.organisation.tests.factories import actor_with, make_person
from headway.project.charter.facts import Heading
from headway.project.charter.models import Charter, ProjectObjective
from headway.project.charter.services import write_heading
from headway.project.charter.tests.factories import charter_version, confirm_charter, write_charter
from headway.project.charter.tests.test_charter_pages import address, opened, sent_again, sign_in
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db


def test_a_third_change_while_the_second_is_read_is_not_written_over(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    second, third = (actor_with("PM", project.scope, name) for name in ("Sam Second", "Thea Third"))
    sign_in(client, project.manager)
    form = opened(client, project)

    def write(heading: Heading, actor: Any) -> None:
        write_heading(project, heading, actor=actor, version=charter_version(project))

    write(Heading(scope_in="Sam's scope"), second)

    def read_and_be_overtaken(*given: Any) -> dict[str, Any]:
        values = written(*given)
        write(Heading(scope_in="Thea's scope"), third)
        return values

    with monkeypatch.context() as patched:
        patched.setattr("headway.project.charter.views.written", read_and_be_overtaken)
        answer = client.post(address(project, "heading/"), form | {"scope_out": "No roof"})
    again = sent_again(answer, address(project, "heading/"))
    assert (answer.status_code, again["scope_in"]) == (409, "Sam's scope")
    answer = client.post(address(project, "heading/"), again)
    assert answer.status_code == 409
    again = sent_again(answer, address(project, "heading/"))
    assert client.post(address(project, "heading/"), again).status_code == 302
    charter = Charter.objects.within(project).get()
    assert (charter.scope_in, charter.scope_out) == ("Thea's scope", "No roof")


def test_an_acceptor_without_a_role_by_now_stays_until_somebody_else_is_chosen(client: Client) -> None:
    project = make_project()
    write_charter(project)
    gone, stranger = make_person("Gus Gone"), make_person("Sid Stranger")
    row = ProjectObjective.objects.within(project).get()
    ProjectObjective.internal.filter(pk=row.pk).update(acceptor=gone)
    sign_in(client, project.manager)
    rest, name = f"objectives/{row.pk}/", f"objective-{row.pk}-acceptor"
    form = opened(client, project, rest)
    assert form[name] == "Gus Gone"
    answer = client.post(address(project, rest), form | {f"objective-{row.pk}-metric": "hours"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.acceptor, row.metric) == (gone, "hours")
    form = opened(client, project, rest)
    assert client.post(address(project, rest), form | {name: stranger.name}).status_code == 422
    assert client.post(address(project, rest), form | {name: ""}).status_code == 302
    form = opened(client, project, rest)
    assert client.post(address(project, rest), form | {name: gone.name}).status_code == 422
    row.refresh_from_db()
    assert row.acceptor is None


def test_all_changes_since_are_told_of_each_person_once(client: Client) -> None:
    project = make_project()
    colleagues = [actor_with("PM", project.scope, name) for name in ("Otto Other", "Thea Third")]
    sign_in(client, project.manager)
    form = opened(client, project)
    deeds = [
        (colleagues[0], Heading(scope_in="x")),
        (colleagues[1], Heading(scope_in="x", scope_out="y")),
        (colleagues[0], Heading(purpose="z", scope_in="w", scope_out="y")),
        (manager_of(project), Heading(purpose="z", scope_in="w", scope_out="v")),
    ]
    written_at = dt.datetime.now(dt.UTC)
    with clock.standing_at(written_at):
        for actor, heading in deeds:
            write_heading(project, heading, actor=actor, version=charter_version(project))
    answer = client.post(address(project, "heading/"), form | {"deadline_source": "The board"})
    told = (
        "This has changed since you opened it: Otto Other (In scope, Purpose); Thea Third (Out of scope); "
        f"you in another window, {written_at:%H:%M} (Out of scope). Look at it as it is now."
    )
    assert (answer.status_code, told in answer.text) == (409, True)
    write_heading(project, Heading(), actor=colleagues[1], version=charter_version(project))
    again = sent_again(answer, address(project, "heading/"))
    answer = client.post(address(project, "heading/"), again)
    assert "Thea Third has changed this since you opened it (Purpose, In scope, Out of" in answer.text
    assert "Otto Other (" not in answer.text


def test_the_journal_has_one_entry_for_each_version_of_a_charter() -> None:
    project = make_project()
    confirm_charter(project)
    entries = JournalEntry.internal.filter(scope_id=project.pk, object_kind="charter")
    assert entries.count() == charter_version(project) - 1


def test_whatever_version_is_sent_a_refusal_looks_at_so_many_changes_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("headway.organisation.queries.MOST_TOLD", 2)
    project = make_project()
    for name in ("Otto Other", "Thea Third", "Fay Fourth"):
        actor = actor_with("PM", project.scope, name)
        write_heading(project, Heading(purpose=name), actor=actor, version=charter_version(project))
    with pytest.raises(Stale) as refused:
        write_heading(project, Heading(), actor=manager_of(project), version=-(10**12))
    assert refused.value.extra["changed_by"] == "Thea Third, Fay Fourth"
