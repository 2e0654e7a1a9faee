"""Says how many networks from outside the project the run could use."""

import pytest

from headway.engine.tests.known import NETWORKS, known_networks


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"{len(known_networks())} networks of another scheduler in {NETWORKS}")
