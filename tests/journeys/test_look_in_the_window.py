"""In a real window: the look that a person kept is the one that the card's signature gets."""

import hashlib
import re
import shutil
import subprocess

import pymupdf
import pytest

from paraph.domain.stamp.appearance import Appearance, Looks, Part
from paraph.filing.appearances import JsonLooks
from tests.conftest import SAMPLE
from tests.fakes.pictures import signature
from tests.journeys.test_in_the_window import (
    ask_to_sign,
    draw_a_box,
    read_all_pages,
    screen,
    type_pin_until_signed,
)
from tests.journeys.x_screen import Screen, wait_until
from tests.judges import poppler_says_valid

__all__ = ["screen"]
pytestmark = pytest.mark.journey


def test_a_look_that_was_kept_is_what_is_signed(screen: Screen, demo_token, tmp_path):
    home = tmp_path / "home"
    contract = home / "matter" / "fee-agreement.pdf"
    contract.parent.mkdir(parents=True)
    shutil.copyfile(SAMPLE, contract)
    look = Appearance("Contracts", (Part.NAME, Part.TEXT), image=signature(), has_qr=True)
    JsonLooks(home).write("Camille Roux", Looks().using(look))
    program = screen.start(home, contract)
    try:
        screen.window("fee-agreement - Paraph")
        read_all_pages(screen)
        draw_a_box(screen)
        wait_until("the PIN is asked for", lambda: ask_to_sign(screen))
        wait_until("a signed file", lambda: type_pin_until_signed(screen, contract))
        screen.window("fee-agreement-signed - Paraph")
        screen.do("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        program.kill()
        errors = program.communicate()[1]
    assert errors == ""
    signed = contract.with_name("fee-agreement-signed.pdf")
    assert poppler_says_valid(signed)
    assert (
        hashes_in_the_code(signed, tmp_path)[0] == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    )
    with pymupdf.open(signed) as document:
        document.bake()
        assert sum(len(page.get_image_info()) for page in document) == 1


def hashes_in_the_code(signed, folder) -> list[str]:
    words = ["pdftoppm", "-r", "300", "-png", signed, folder / "page"]
    subprocess.run(words, check=True)
    shots = sorted(folder.glob("page*.png"))
    told = subprocess.run(["zbarimg", "-q", "--raw", *shots], capture_output=True, text=True).stdout
    return [found.lower() for found in re.findall(r"[0-9A-F]{64}", told)]
