"""The demo in a real window, as README tells it: a box, a PIN, a signed file that holds."""

import pytest

from tests.conftest import SAMPLE
from tests.journeys.demo_run import DemoRun, until
from tests.journeys.test_in_the_window import (
    ask_to_sign,
    draw_a_box,
    read_all_pages,
    screen,
    type_pin_until_signed,
)
from tests.journeys.x_screen import Screen, wait_until
from tests.judges import openssl_cms, poppler_says_valid

pytestmark = pytest.mark.journey
__all__ = ["screen"]


def test_the_demo_signs_in_its_window_and_takes_the_sandbox_with_it(screen: Screen, tmp_path):
    demo = DemoRun(tmp_path / "demo", tmp_path / "home")
    program = screen.start(demo.home, "demo", "--dir", demo.folder)
    try:
        screen.window("fee-agreement - Paraph")
        assert demo.answers()
        read_all_pages(screen)
        draw_a_box(screen)
        wait_until("the PIN is asked for", lambda: ask_to_sign(screen))
        wait_until("a signed file", lambda: type_pin_until_signed(screen, demo.agreement))
        screen.window("fee-agreement-signed - Paraph")
        screen.do("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        program.kill()
        errors = program.communicate()[1]
    assert errors == ""
    assert demo.agreement.read_bytes() == SAMPLE.read_bytes()
    signed = demo.folder / "fee-agreement-signed.pdf"
    assert poppler_says_valid(signed)
    assert openssl_cms(signed, demo.root_der, tmp_path, cades=True) == ""
    until("the sandbox's end", lambda: not demo.sandbox_processes())
