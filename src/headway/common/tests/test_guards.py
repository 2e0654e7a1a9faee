"""A database that was migrated refuses to alter what is append-only: each table of this list, and no other.

Test databases lose their guards after migrating, so that tables can be emptied; what was there is kept to be
looked at here. What a guard refuses is tested beside the tables.
"""

import pytest

GUARDED = {
    "baseline_baseline",
    "baseline_baselineactivity",
    "baseline_gatedecision",
    "charter_charterversion",
    "collaboration_comment",
    "control_statusassessment",
    "journal_anchor",
    "journal_journalentry",
}


@pytest.mark.slow
@pytest.mark.django_db
def test_migrations_guard_what_is_append_only_against_change_and_deletion(
    migrated_guards: list[tuple[str, str]],
) -> None:
    expected = {
        (f"hw_guard_{table}_{what}", table) for table in GUARDED for what in ("delete", "update", "silent")
    }
    assert set(migrated_guards) == expected
