"""What an administrator writes into the environment becomes the settings that are meant."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def settings_with(home: Path, names: str, **variables: str) -> list[str]:
    """Settings by name, as text, in a process with these variables; or the line with which it gave up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    program = (
        f"import headway.config.settings as s; print(*(getattr(s, n) for n in {names.split()}), sep='|')"
    )
    environment = {**kept, "HEADWAY_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **variables}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    return (done.stdout or done.stderr).strip().split("|")


@pytest.mark.parametrize(
    ("given", "proxies"),
    [("", "0"), ("0", "0"), ("1", "1"), ("yes", "1"), ("2", "2"), ("no", "0"), ("-1", "0")],
)
def test_the_number_of_trusted_proxies(tmp_path: Path, given: str, proxies: str) -> None:
    assert settings_with(tmp_path, "HEADWAY_PROXIES", HEADWAY_TRUST_PROXY=given) == [proxies]


@pytest.mark.parametrize(("given", "megabytes"), [({}, 100), ({"HEADWAY_MAX_UPLOAD_MB": "7"}, 7)])
def test_the_largest_file_that_is_taken(tmp_path: Path, given: dict[str, str], megabytes: int) -> None:
    assert settings_with(tmp_path, "HEADWAY_MAX_UPLOAD", **given) == [str(megabytes * 1_000_000)]


MAIL = "HEADWAY_MAIL EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS EMAIL_USE_SSL"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ["False", "", "25", "", "", "False", "False"]),
        ("smtp://localhost", ["True", "localhost", "25", "", "", "False", "False"]),
        (
            "smtp+tls://a%40b:p%2Fw@mail.example",
            ["True", "mail.example", "587", "a@b", "p/w", "True", "False"],
        ),
        ("smtps://u:p@mail.example:4650", ["True", "mail.example", "4650", "u", "p", "False", "True"]),
        ("mail.example:25", ["headway: HEADWAY_EMAIL_URL begins with smtp://, smtp+tls:// or smtps://"]),
    ],
)
def test_the_mail_server(tmp_path: Path, given: str, expected: list[str]) -> None:
    site = "https://headway.example"
    assert settings_with(tmp_path, MAIL, HEADWAY_EMAIL_URL=given, HEADWAY_SITE=site) == expected
