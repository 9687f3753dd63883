"""`paraph watch` in a process of its own, with the rules of an administrator as they are given.

Called with the SHA-256 of the listed certificate (or `-`), and the words of the command.
"""

import sys

from paraph.administrator import Rules
from paraph.app import make_program
from paraph.cli.main import run

if __name__ == "__main__":
    listed = () if sys.argv[1] == "-" else (sys.argv[1],)
    raise SystemExit(run(make_program(rules=lambda: Rules(watch=listed)), sys.argv[2:]))
