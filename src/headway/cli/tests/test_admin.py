"""The first people of an installation without the demo, and a home that is nobody else's."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from headway.cli.main import main
from headway.common.journal.models import JournalEntry
from headway.organisation.actors import active_grants
from headway.organisation.models import Person, RoleGrant
from headway.organisation.tests.factories import actor_with, make_organisation, make_person

PASSWORD = "an entirely new password"


def admin(*options: str, name: str = "Ada Admin") -> int:
    return main(["admin", *options, "--name", name])


def choose(link: str) -> None:
    client = Client()
    form = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})


@pytest.mark.django_db
def test_the_first_administrator_chooses_a_password_and_the_board_decides(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for address, options in (("Ada@tvu.example", ()), ("bo@tvu.example", ("--board",))):
        assert admin(address, *options) == 0
        (link,) = re.findall(r"http://localhost:8000/\S+", capsys.readouterr().out)
        choose(link)
        signed_in = Client().post("/accounts/login/", {"login": address, "password": PASSWORD})
        assert signed_in.status_code == 302
        assert "does not work any more" in Client().get(link, follow=True).text
    held = active_grants().filter(scope=make_organisation()).values_list("person__email", "role")
    assert sorted(held) == [("ada@tvu.example", "SA"), ("bo@tvu.example", "PB")]
    assert set(JournalEntry.internal.values_list("actor", "action")) == {("system", "role.appointed")}


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "options"), [("SA", ()), ("PB", ("--board",))])
def test_there_is_one_first_only(
    capsys: pytest.CaptureFixture[str], role: str, options: tuple[str, ...]
) -> None:
    actor_with(role, make_organisation())
    people, grants = Person.objects.count(), RoleGrant.internal.count()
    assert admin("second@tvu.example", *options) == 1
    assert "already. Further people are requested on the page Roles." in capsys.readouterr().err
    assert (Person.objects.count(), RoleGrant.internal.count()) == (people, grants)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "name"), [("nobody", "Ada"), ("ada@tvu.example", "  ")])
def test_an_address_or_a_name_that_cannot_be_makes_nobody(address: str, name: str) -> None:
    assert admin(address, name=name) == 1
    assert not Person.objects.exists()
    assert not RoleGrant.internal.exists()


@pytest.mark.django_db
def test_somebody_who_is_here_keeps_name_and_password(capsys: pytest.CaptureFixture[str]) -> None:
    person = make_person("Pat Present")
    assert admin(person.email.upper(), name="Another") == 0
    assert Person.objects.get() == person
    assert Person.objects.get().name == "Pat Present"


@pytest.mark.slow
def test_what_is_written_into_an_open_home_is_nobody_elses(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    environment = {
        **os.environ,
        "HEADWAY_HOME": str(home),
        "HEADWAY_DATABASE": "sqlite",
        "DJANGO_SETTINGS_MODULE": "headway.config.settings",
    }
    command = [sys.executable, "-m", "headway.cli.main", "manage", "migrate", "journal", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True, umask=0o022, timeout=120)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in home.iterdir()}
    assert modes["headway.sqlite3"] == 0
    assert set(modes.values()) == {0}
