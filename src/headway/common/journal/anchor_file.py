"""Where all chains end, in a file that is kept outside of the installation."""

import json
from pathlib import Path

from headway.common import clock

from .chain import Heads, heads_digest
from .queries import KeptHeads, current_heads

KIND = "headway journal anchor"


def write_anchor(path: Path) -> Heads:
    """Write where every chain ends now; never over an earlier proof (``FileExistsError``)."""
    heads = current_heads()
    content = {
        "kind": KIND,
        "at": clock.now().isoformat(),
        "digest": heads_digest(heads).hex(),
        "heads": heads,
    }
    with path.open("x") as file:
        json.dump(content, file, indent=1)
    return heads


def read_anchor(path: Path) -> KeptHeads:
    """What was written. Raises ``OSError``, or ``ValueError`` for a file of another kind."""
    content = json.loads(path.read_bytes())
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise ValueError(f"{path} is not an anchor of a journal")
    heads = {str(scope): (int(seq), str(digest)) for scope, (seq, digest) in content["heads"].items()}
    return KeptHeads(f"{path.name} of {content['at']}", heads, bytes.fromhex(content["digest"]))
