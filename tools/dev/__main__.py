"""Runs the server for work on the product, with the demo organisation and what rebuilds the front end.

    python -m tools.dev [ADDRESS:PORT]

A template, a style or a script that is saved reloads the page; a module that is saved restarts the server
first. Jobs run with the code that there was when this began.
"""

import os
import subprocess
import sys

import hatch_build
from headway.cli.supervisor import Child, Supervisor

HEADWAY = [sys.executable, "-m", "headway.cli.main"]
ADDRESS = "127.0.0.1:8000"


def main(arguments: list[str]) -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tools.dev.settings", "HEADWAY_DEBUG": "1"}
    hatch_build.main()
    subprocess.run([*HEADWAY, "demo", "--if-empty"], check=True)
    address = arguments[0] if arguments else ADDRESS
    node, _npm = hatch_build.node_commands()
    # The server ends with its parent, which here is a process of Django's that looks for changed modules.
    server = ["env", "--unset=HEADWAY_PARENT", *HEADWAY, "manage", "runserver", "--skip-checks", address]
    print(f"headway: in development at http://{address}/", flush=True)
    return Supervisor(
        [
            Child("front end", [*node, "build.mjs", "--watch"]),
            Child("job worker", [*HEADWAY, "worker"]),
            Child("server", server),
        ]
    ).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
