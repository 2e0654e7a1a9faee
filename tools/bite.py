"""Breaks promises of the house, one after the other in a copy of it, and tells which tests see it.

    python -m tools.bite

Exit status 1 where a test that should see it stays green, or where a rule is not written any more as it
stands here. The copy is a temporary folder; nothing is broken in this one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "src/headway/"
SCOPING = "src/headway/organisation/tests/test_scoping.py"
CHARTER = "src/headway/project/charter/tests/test_charter.py"
STALE = "src/headway/project/schedule/tests/test_stale_changes.py"
CHANGES = "src/headway/project/schedule/tests/test_change_plan.py"
HISTORY = "src/headway/project/story/tests/test_history.py"
GUARDS = "src/headway/common/tests/test_guards.py"
SERVICES = "tests/house/test_services.py"
ROUTES = "tests/rights/test_route_table.py"
IMPORT_RULES = "import rules"


@dataclass(frozen=True)
class Break:
    """A rule, how it is broken in which file, and (file, test) that sees it; ``IMPORT_RULES`` is no file."""

    rule: str
    path: str
    text: str
    instead: str
    seen_by: tuple[str, str]


BREAKS = (
    Break(
        "scoping: everybody sees every row",
        "common/access/scoped.py",
        'return self._rows().filter(**{f"{model.SCOPE}__in": actor.scopes(permission or model.READ)})',
        "return self._rows()",
        (SCOPING, "test_a_member_sees_the_own_project_and_not_the_neighbours"),
    ),
    Break(
        "journal: nobody is told that a charter was confirmed",
        "project/charter/services/confirming.py",
        'record(actor, project.pk, "charter.confirmed", charter, ',
        "dict(",
        (CHARTER, "test_the_journal_tells_who_confirmed_what_in_which_capacity"),
    ),
    Break(
        "version: a change is made whatever its author had read",
        "common/versions.py",
        "rows.in_hand(row, version=version).update(",
        "rows.in_hand(row).update(",
        (CHARTER, "test_a_change_without_version_and_a_stale_one_are_refused_and_name_who_was_faster"),
    ),
    Break(
        "floors: a room of the project asks the office",
        "project/health/reasons.py",
        "from typing import",
        "import headway.office.portfolio.queries\nfrom typing import",
        (IMPORT_RULES, ""),
    ),
    Break(
        "permission: a route declares none",
        "project/control/api.py",
        '@router.route("GET", "/projects/{project_id}/status", VIEW_PROJECT)',
        '@router.get("/projects/{project_id}/status", auth=None)',
        (ROUTES, "test_every_route_declares_a_permission"),
    ),
    Break(
        "transaction: a charter is confirmed in several",
        "project/charter/services/confirming.py",
        "@transaction.atomic\ndef confirm_charter",
        "def confirm_charter",
        (SERVICES, "test_every_intention_names_its_actor_authorises_and_is_one_transaction"),
    ),
    Break(
        "stale write: what a colleague changed since is not looked at",
        "project/schedule/services/writing.py",
        "changed_by_others(project, shown, plan.revision, actor.person_id) if shown < plan.revision else ()",
        "()",
        (STALE, "test_the_lag_of_a_link_that_a_colleague_changed_is_not_lost"),
    ),
    Break(
        "hidden field: the history tells what is restricted",
        "project/story/history.py",
        '.filter(visibility="project")',
        ".all()",
        (HISTORY, "test_what_is_not_of_the_project_is_not_in_its_history"),
    ),
    Break(
        "immutable baseline: the database lets it be changed",
        "project/baseline/migrations/0002_append_only.py",
        "        protect(schema_editor.connection, table)",
        "        pass",
        (GUARDS, "test_migrations_guard_what_is_append_only_against_change_and_deletion"),
    ),
    Break(
        "no pen: a role of the office may change plans",
        "organisation/roles.py",
        'Role("PA", _("PMO analyst"), READ_ALL | COMMENT,',
        'Role("PA", _("PMO analyst"), READ_ALL | COMMENT | {"plan.change"},',
        (ROUTES, "test_no_role_of_the_office_holds_a_permission_that_writes_in_project_space"),
    ),
    Break(
        "no pen: the plan does not ask who changes it",
        "project/schedule/services/writing.py",
        "    require(actor, CHANGE_PLAN, project)\n",
        "",
        (CHANGES, "test_nobody_but_the_manager_changes_a_plan"),
    ),
)


def copy_to(folder: Path) -> None:
    """The files that are or would be committed, as in a checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)


def is_red(folder: Path, each: Break) -> bool:
    """Whether the check that sees this break is red in this copy."""
    programs = Path(sys.executable).parent
    path, name = each.seen_by
    if path == IMPORT_RULES:
        command = [f"{programs}/lint-imports", "--config", "tools/import-rules.toml", "--no-cache"]
    else:
        command = [f"{programs}/pytest", "-q", "-p", "no:cacheprovider", f"{path}::{name}"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "HEADWAY_TEST_HOME": str(folder / "home")},
        capture_output=True,
        check=False,
    )
    return done.returncode == 1


def faults(folder: Path) -> Iterator[str]:
    """Breaks every rule in turn; what was not seen, or was red already."""
    for each in BREAKS:
        path = folder / PACKAGE / each.path
        text = path.read_text(encoding="utf-8")
        if text.count(each.text) != 1:
            yield f"{each.rule}: is not written like this in {each.path} any more"
            continue
        if is_red(folder, each):
            yield f"{each.rule}: what should see it is red already"
        path.write_text(text.replace(each.text, each.instead), encoding="utf-8")
        seen = is_red(folder, each)
        path.write_text(text, encoding="utf-8")
        where = " ".join(each.seen_by)
        print(f"{each.rule}\n    {'red' if seen else 'GREEN'}: {where}", flush=True)
        if not seen:
            yield f"{each.rule}: {where} stays green"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        copy_to(Path(name))
        found = list(faults(Path(name)))
    for sentence in found:
        print(sentence)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
