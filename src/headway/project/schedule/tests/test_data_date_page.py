"""A data date that is refused on the plan page stays in its form, with the reason."""

import pytest
from django.contrib.messages import get_messages
from lxml import html

from headway.engine import moment
from headway.organisation.tests.factories import actor_with, browser
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.models import Plan
from headway.project.schedule.services import set_data_date
from headway.project.schedule.tests.factories import make_plan, named

pytestmark = pytest.mark.django_db


def test_after_somebody_elses_change_the_day_stays_in_the_form_and_is_sent_again() -> None:
    project = make_plan({"name": "A", "duration": "2d"})
    client, address = browser(manager_of(project)), f"/projects/{project.pk}/plan/data-date/"
    seen = Plan.internal.get(project=project).revision
    colleague = actor_with("PM", project.scope, "Otto Other")
    set_data_date(project, moment("2026-03-04T17:00"), actor=colleague, revision=seen)
    answer = client.post(address, {"data_date": "2026-03-06", "revision": seen})
    assert answer.status_code == 409
    shown = html.document_fromstring(answer.text)
    (form,) = [one for one in shown.forms if one.action == address]
    now = Plan.internal.get(project=project).revision
    assert (form.fields["data_date"], form.fields["revision"]) == ("2026-03-06", str(now))
    assert "Otto Other has changed" in form.text_content()
    assert not form.xpath("ancestor::dialog")
    again = client.post(address, dict(form.fields))
    assert (again.status_code, again["Location"]) == (302, f"/projects/{project.pk}/plan/")
    (told,) = (str(message) for message in get_messages(again.wsgi_request))
    assert told == "The data date is 6 Mar 2026. Project finish +2d"
    assert named(project, "A").start == moment("2026-03-09T08:00")
    assert Plan.internal.get(project=project).data_date == moment("2026-03-06T17:00")
