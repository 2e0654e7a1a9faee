"""Whoever looks at a page in a hat that changes nothing there is offered the one that does."""

import pytest
from django.test import Client
from lxml import html

from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import browser, grant
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project

pytestmark = pytest.mark.django_db
PARTS = ["charter", "plan", "team", "progress", "status", "baseline", "life"]


def opener_of(project: Project) -> Client:
    """The project's manager, still in the hat in which projects are opened."""
    grant(project.manager, "POOL", project.portfolio.scope)
    return browser(PersonActor(project.manager, "POOL"))


@pytest.mark.parametrize("part", PARTS)
def test_one_click_leads_to_the_role_that_changes_the_page(part: str) -> None:
    project = make_project()
    client, address = opener_of(project), f"/projects/{project.pk}/{part}/"
    shown = client.get(address).text
    assert "As Project manager pool you change nothing on this page" in shown
    assert '<button class="btn" name="hat" value="PM" type="submit">Act as Project manager</button>' in shown
    assert client.post("/hat/", {"hat": "PM", "next": address})["Location"] == address
    assert "you change nothing on this page" not in client.get(address).text


def test_who_has_not_said_in_which_role_is_asked_to() -> None:
    project = make_project()
    grant(project.manager, "POOL", project.portfolio.scope)
    shown = browser(PersonActor(project.manager)).get(f"/projects/{project.pk}/charter/").text
    assert "say in which role you act" in shown


@pytest.mark.parametrize("part", ["", "history/"])
def test_nothing_is_offered_where_a_page_has_nothing_to_change(part: str) -> None:
    project = make_project()
    assert "change nothing" not in opener_of(project).get(f"/projects/{project.pk}/{part}").text


def test_a_role_in_another_project_is_not_offered_nor_any_where_nothing_changes_any_more() -> None:
    mine, ended = make_project(), make_project()
    grant(mine.manager, "TM", ended.scope)
    grant(mine.manager, "POOL", mine.portfolio.scope)
    client = browser(PersonActor(mine.manager, "POOL"))
    assert "change nothing" not in client.get(f"/projects/{ended.pk}/charter/").text
    Project.internal.filter(pk=mine.pk).update(state="closed")
    assert "change nothing" not in client.get(f"/projects/{mine.pk}/charter/").text


def test_what_is_refused_in_a_hat_offers_the_one_that_may_and_the_way_back_to_the_page() -> None:
    project = make_project()
    client, page = opener_of(project), f"/projects/{project.pk}/charter/?from=here"
    sent_from = {"referer": f"http://testserver{page}"}
    refused = client.post(f"/projects/{project.pk}/charter/heading/", {"version": 1}, headers=sent_from)
    assert refused.status_code == 403
    (offer,) = html.document_fromstring(refused.text).xpath("//main//form[@action='/hat/']")
    assert (offer.fields["next"], offer.xpath(".//button/@value")) == (page, ["PM"])
    stranger = make_project()
    grant(project.manager, "TM", stranger.scope)
    address = f"/projects/{stranger.pk}/charter/heading/"
    refused = client.post(address, {"version": 1}, headers=sent_from)
    assert refused.status_code == 403
    assert html.document_fromstring(refused.text).xpath("//main//form[@action='/hat/']") == []
