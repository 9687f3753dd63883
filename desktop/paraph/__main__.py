"""`python -m paraph` and the `paraph` command."""

import multiprocessing
import sys


def main() -> None:
    """Run the command line; a frozen program's children come in here first."""
    multiprocessing.freeze_support()
    from paraph.app import make_program
    from paraph.cli.main import run
    from paraph.window import open_window

    raise SystemExit(run(make_program(open_window), sys.argv[1:]))


if __name__ == "__main__":
    main()
