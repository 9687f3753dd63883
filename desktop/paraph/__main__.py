"""`python -m paraph` and the `paraph` command."""

import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Run the command line; a frozen program's children come in here first."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    # The window is waited for: it is opened without what only commands need. What is less plain,
    # the command line decides.
    if not arguments or (arguments[0][:1] != "-" and arguments[0].lower().endswith(".pdf")):
        raise SystemExit(_open([Path(name) for name in arguments]))
    from paraph.app import make_program
    from paraph.cli.main import run, tell_no_profile
    from paraph.window import open_window

    try:
        program = make_program(open_window, journey=_journey)
    except OSError as error:
        raise SystemExit(tell_no_profile(error, arguments)) from error
    raise SystemExit(run(program, arguments))


def _journey(demo: Any, check: Any, tell: Any) -> Any:
    from paraph.demo_desk import travel_headless

    return travel_headless(demo, check, tell)


def _open(files: list[Path]) -> int:
    from paraph.window import open_window

    try:
        return open_window(files)
    except Exception as error:  # noqa: BLE001 - told as the command line tells it
        from paraph import paths
        from paraph.cli.main import tell_end, tell_no_profile

        try:
            home = paths.profile_home()
        except OSError as other:
            return tell_no_profile(other, [])
        return tell_end(error, home)


if __name__ == "__main__":
    main()
