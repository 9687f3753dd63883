"""`paraph` in a process of its own; the account's key is a line of standard input."""

import sys

from paraph import syncing
from paraph.app import make_program
from paraph.cli.main import run
from paraph.domain.keys.secret import Secret
from paraph.remote.tokens import API_KEY
from tests.rigs.far_desk import ACCOUNT
from tests.rigs.remote_account import MemorySecrets


def main() -> int:
    secrets = MemorySecrets()
    secrets.put(ACCOUNT, API_KEY, Secret(sys.stdin.readline().strip()))
    syncing.Syncing.secrets = lambda *_: secrets  # type: ignore[method-assign, assignment]
    return run(make_program(), sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
