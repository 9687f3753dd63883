"""A profile or a record that cannot be used is told in a window, with the status of its error."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.x_screen import Screen, missing_tools

pytestmark = pytest.mark.journey


@pytest.fixture
def screen():
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    made = Screen(1200, 800)
    yield made
    made.close()


def press_until_ended(
    screen: Screen, program: "subprocess.Popen[str]", title: str, press: Callable[[], object]
) -> int:
    """Press until the program has seen it: a window takes a moment until it has the keyboard."""
    screen.window(title)
    for _ in range(60):
        if program.poll() is not None:
            return program.returncode
        press()
        screen.do("sleep", 0.5)
    raise AssertionError("the program does not end")


@pytest.mark.parametrize("words", [(), ("a.pdf",)])
def test_a_profile_that_cannot_be_made_is_told_in_a_window(screen: Screen, tmp_path: Path, words):
    (tmp_path / "file").write_bytes(b"in the way")
    program = screen.start(tmp_path / "file" / "profile", *words)
    try:
        status = press_until_ended(screen, program, "Paraph", lambda: screen.do("key", "Escape"))
        errors = program.communicate()[1]
    finally:
        program.kill()
    assert status == 3
    assert "Traceback" not in errors
    assert "[profile_read_only]" in errors
    assert str(tmp_path / "file" / "profile") in errors


def test_a_damaged_record_is_told_over_the_window(screen: Screen, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "paraph.db").write_bytes(b"this is no database" * 100)
    before = (home / "paraph.db").read_bytes()
    program = screen.start(home)

    def choose_to_end() -> None:
        # From “Try again” two stops back: the page holds the keyboard.
        screen.do("key", "shift+Tab", "shift+Tab", "Return")

    try:
        screen.window("Paraph")
        screen.do("sleep", 4)
        status = press_until_ended(screen, program, "Paraph", choose_to_end)
        errors = program.communicate()[1]
    finally:
        program.kill()
    assert (status, errors) == (3, "")
    assert (home / "paraph.db").read_bytes() == before
