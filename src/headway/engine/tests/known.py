"""Where networks from outside the project are."""

import os
from pathlib import Path

PROJECT = Path(__file__).parents[4]
NETWORKS = Path(os.environ.get("HEADWAY_DATA", PROJECT.parent / "shared" / "data")) / "plans" / "networks"


def known_networks() -> list[Path]:
    """Networks with the dates that another scheduler gave them; none where the data is absent."""
    return sorted(NETWORKS.glob("net-*.xml"))
