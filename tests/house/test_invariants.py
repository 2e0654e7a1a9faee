"""Which tests hold which invariant of the separation of duties, for everything that exists so far.

What each says stands in ``docs/invariants.md``. The table is for readers; the tests keep it true: each name
in it is a test that there is.
"""

import ast
import re

import pytest

from tests.house.repository import ROOT

INVARIANTS: dict[str, dict[str, list[str]]] = {
    "I1": {
        "tests/rights/test_route_table.py": [
            "test_no_role_of_the_office_holds_a_permission_that_writes_in_project_space",
            "test_the_office_gives_nobody_a_role_that_writes_in_project_space",
        ],
        "tests/rights/test_office_has_no_pen.py": [
            "test_no_route_lets_the_office_change_anything_that_others_may_change",
            "test_a_pen_in_the_hands_of_the_office_would_be_found",
            "test_the_border_is_what_was_decided",
        ],
    },
    "I3": {
        "src/headway/project/lifecycle/tests/test_life.py": [
            "test_nobody_but_sponsor_gate_authority_and_board_decides",
            "test_gate_authority_and_board_decide_too",
            "test_the_office_and_the_team_do_not_ask_either",
        ],
        "src/headway/project/charter/tests/test_charter.py": [
            "test_nobody_but_manager_and_sponsor_touches_a_charter",
        ],
        "src/headway/project/baseline/tests/test_baseline.py": [
            "test_nobody_but_manager_and_sponsor_touches_a_baseline",
        ],
    },
    "I4": {
        "tests/house/test_computed_status.py": ["test_only_the_room_of_health_writes_computed_status"],
        "src/headway/common/tests/test_guards.py": [
            "test_migrations_guard_what_is_append_only_against_change_and_deletion"
        ],
        "src/headway/common/journal/tests/test_journal.py": [
            "test_the_database_refuses_to_alter_entries_and_anchors",
            "test_an_edited_entry_is_found",
            "test_a_removed_entry_is_found",
        ],
    },
    "I5": {
        "src/headway/project/baseline/tests/test_baseline.py": [
            "test_the_sponsors_approval_makes_the_proposed_plan_the_original_baseline",
            "test_what_is_approved_is_what_was_proposed_whatever_became_of_the_plan",
            "test_g2_gives_one_baseline_and_no_second",
            "test_a_decision_is_taken_once",
            "test_the_database_keeps_baselines_as_they_are",
            "test_a_baseline_outlives_the_activities_it_froze",
        ],
        "src/headway/exchange/tests/test_import_plan.py": [
            "test_baselines_of_the_file_are_never_a_baseline_of_the_project",
        ],
    },
    "I6": {
        "src/headway/organisation/tests/test_roles.py": [
            "test_who_requested_a_role_cannot_decide_about_it",
            "test_a_deputy_counts_as_the_principal",
            "test_nobody_decides_about_the_own_role",
            "test_the_database_itself_keeps_requester_and_decider_apart",
        ],
        "src/headway/organisation/tests/test_who_gives_roles.py": [
            "test_a_role_is_given_by_those_whom_the_table_names_and_by_nobody_else",
            "test_who_manages_a_project_does_not_choose_its_sponsor_in_another_capacity",
        ],
        "src/headway/project/lifecycle/tests/test_mandate.py": [
            "test_only_the_board_gives_the_mandate_to_open_projects",
        ],
        "tests/house/test_appointments.py": ["test_only_a_mandate_appoints_without_a_second_person"],
        "src/headway/project/charter/tests/test_charter.py": [
            "test_a_deputy_of_the_manager_counts_as_the_manager"
        ],
        "src/headway/project/team/tests/test_progress.py": [
            "test_who_reported_does_not_accept_even_as_deputy_of_the_manager",
            "test_a_deputy_of_the_reporter_does_not_accept",
        ],
    },
    "I7": {
        "src/headway/project/lifecycle/tests/test_mandate.py": [
            "test_nobody_opens_a_project_as_manager_and_sponsor",
            "test_the_database_keeps_manager_and_sponsor_apart",
        ],
        "src/headway/organisation/tests/test_who_gives_roles.py": [
            "test_nobody_becomes_manager_and_sponsor_of_one_project",
            "test_who_took_the_other_role_meanwhile_is_refused_when_it_is_decided",
            "test_a_successor_takes_the_place_of_the_predecessor_and_of_its_deputies",
        ],
        "src/headway/project/charter/tests/test_charter.py": [
            "test_whoever_manages_does_not_accept_and_strangers_cannot_be_chosen"
        ],
    },
    "I9": {
        "src/headway/project/charter/tests/test_charter.py": [
            "test_the_manager_does_not_confirm_the_own_charter_under_any_hat",
            "test_a_charter_in_force_cannot_be_changed_or_deleted_even_in_the_database",
            "test_a_closed_project_keeps_its_charter",
        ],
        "src/headway/project/lifecycle/tests/test_life.py": [
            "test_a_manager_who_is_on_the_board_or_deputises_does_not_decide_about_the_own_project",
            "test_whoever_asked_cannot_decide_in_another_hat",
        ],
        "src/headway/project/baseline/tests/test_baseline.py": [
            "test_whoever_proposed_does_not_decide_under_any_hat_nor_through_a_deputy",
            "test_in_a_closed_project_nothing_is_decided_any_more",
            "test_the_database_keeps_baselines_as_they_are",
        ],
        "src/headway/project/schedule/tests/test_change_plan.py": ["test_a_closed_project_keeps_its_plan"],
        "src/headway/project/team/tests/test_progress.py": [
            "test_reports_of_a_closed_project_stay_as_they_are",
        ],
        "src/headway/project/control/tests/test_status.py": [
            "test_judgements_are_kept_as_they_were_given",
            "test_a_closed_project_is_not_judged",
        ],
    },
    "I10": {
        "src/headway/project/story/tests/test_history.py": [
            "test_what_crosses_the_border_is_told_to_manager_and_sponsor_in_the_same_minute",
        ],
        "tests/rights/test_office_has_no_pen.py": ["test_the_border_is_what_was_decided"],
    },
    "I11": {
        "tests/rights/test_route_table.py": [
            "test_the_administrator_has_no_permission_in_project_or_enterprise_space"
        ],
        "src/headway/organisation/tests/test_who_gives_roles.py": [
            "test_a_role_is_given_by_those_whom_the_table_names_and_by_nobody_else",
        ],
    },
    "I14": {
        "src/headway/organisation/tests/test_scoping.py": [
            "test_reading_needs_no_hat_and_writing_needs_the_right_one",
            "test_two_hats_and_none_chosen_may_not_write",
        ],
        "src/headway/organisation/tests/test_roles.py": [
            "test_the_hat_is_chosen_among_those_held_and_stays_for_the_session"
        ],
        "src/headway/common/journal/tests/test_journal.py": [
            "test_an_entry_says_who_did_what_in_which_capacity"
        ],
    },
}


def test_every_invariant_is_held_by_tests_or_about_what_does_not_exist_yet() -> None:
    told = re.findall(r"^\| (I\d+)( \*)? \|", (ROOT / "docs/invariants.md").read_text(), re.MULTILINE)
    assert [number for number, _not_yet in told] == [f"I{number}" for number in range(1, 15)]
    assert [number for number, not_yet in told if not not_yet] == list(INVARIANTS)


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_every_test_that_the_table_names_exists(invariant: str) -> None:
    for path, names in INVARIANTS[invariant].items():
        tree = ast.parse((ROOT / path).read_text())
        assert set(names) <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, path
