"""In a real window, with the mouse and the keyboard: from a contract to a signed file."""

import os
import shutil
import sqlite3

import pymupdf
import pytest

from paraph.pkcs11.demo_token import PIN
from tests.conftest import SAMPLE
from tests.journeys.x_screen import Screen, missing_tools, wait_until
from tests.judges import openssl_cms, poppler_says_valid

pytestmark = pytest.mark.journey


@pytest.fixture
def screen():
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    made = Screen()
    yield made
    made.close()


def is_dimmed(screen: Screen) -> bool:
    """Tell whether a sheet lies over the window: its rail is dark then."""
    return sum(screen.pixel(12, 700)) < 450


def test_a_drawn_box_a_card_and_a_pin_end_in_a_signed_file(screen, demo_token, tmp_path):
    home = tmp_path / "home"
    contract = home / "matter" / "fee-agreement.pdf"
    contract.parent.mkdir(parents=True)
    shutil.copyfile(SAMPLE, contract)
    before = contract.read_bytes()
    program = screen.start(home, contract)
    try:
        screen.window("fee-agreement - Paraph")
        read_all_pages(screen)
        draw_a_box(screen)
        wait_until("the PIN is asked for", lambda: ask_to_sign(screen))
        records = home / "paraph.db"
        wait_until("the refusal is recorded", lambda: type_wrong_pin_until(screen, records))
        wait_until("the PIN is asked for again", lambda: is_dimmed(screen))
        wait_until("a signed file", lambda: type_pin_until_signed(screen, contract))
        screen.window("fee-agreement-signed - Paraph")
        screen.do("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        program.kill()
        errors = program.communicate()[1]
    signed = contract.with_name("fee-agreement-signed.pdf")
    assert errors == ""
    assert contract.read_bytes() == before
    assert poppler_says_valid(signed)
    assert openssl_cms(signed, demo_token.ca_der, tmp_path, cades=True) == ""
    assert kinds(records)[-3:] == ["signature_requested", "signature_prepared", "signature_made"]
    assert PIN.encode() not in records.read_bytes()
    assert_stamp_where_it_was_drawn(signed)


def read_all_pages(screen: Screen) -> None:
    """Have every page on the screen for a while: the pre-flight names those that never were."""
    screen.do("key", "ctrl+0")
    for _ in range(4):
        screen.do("sleep", 2)
        screen.do("key", "Next")
    screen.do("sleep", 2)
    screen.do("key", "Home")


def draw_a_box(screen: Screen) -> None:
    screen.do("key", "ctrl+0")  # the whole page is in view
    screen.do("key", "ctrl+shift+g")
    x, y = 600, 500
    screen.do("mousemove", x, y, "mousedown", 1)
    for step in range(1, 11):
        screen.do("mousemove", x + 20 * step, y + 8 * step)
    screen.do("mouseup", 1)


def ask_to_sign(screen: Screen) -> bool:
    """Press the keys until the card has been found and the sheet is there."""
    if is_dimmed(screen):
        return True
    screen.do("key", "ctrl+Return")
    return False


def type_wrong_pin_until(screen: Screen, records) -> bool:
    if "signature_failed" in kinds(records):
        return True
    type_a_pin(screen, "000000")
    return False


def type_pin_until_signed(screen: Screen, contract) -> bool:
    if contract.with_name("fee-agreement-signed.pdf").exists():
        return True
    if is_dimmed(screen):
        type_a_pin(screen, PIN)
    return False


def type_a_pin(screen: Screen, pin: str) -> None:
    """Type it over what stands there; while the sheet says "Checking" it goes nowhere."""
    screen.do("key", "ctrl+a")
    screen.do("type", pin)
    screen.do("key", "Return")
    screen.do("sleep", 3)


def kinds(records) -> list[str]:
    if not records.exists():
        return []
    with sqlite3.connect(f"file:{records}?mode=ro", uri=True) as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM audit_entry ORDER BY seq")]


def assert_stamp_where_it_was_drawn(signed) -> None:
    with pymupdf.open(signed) as document, pymupdf.open(SAMPLE) as original:
        (page,) = [page for page in document if list(page.widgets())]
        (widget,) = page.widgets()
        clip = widget.rect
        now = page.get_pixmap(dpi=100, clip=clip, annots=True).samples
        plain = original[page.number].get_pixmap(dpi=100, clip=clip).samples
        assert now != plain
        assert "Camille Roux" in page.get_text(clip=clip)
