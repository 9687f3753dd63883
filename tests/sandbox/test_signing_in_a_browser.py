"""A real browser at a signatory's link: the policy lets it show the pages, and press the button."""

import os
import shutil
from pathlib import Path

import httpx2
import pytest

from tests.conftest import SAMPLE
from tests.sandbox.chromium import chromium
from tests.sandbox.conftest import Served
from tests.sandbox.requesting import person, place

pytestmark = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromium-driver are not installed: NO REAL BROWSER SAW THE PAGES",
)
_SHOWN = "return [...document.images].filter(i => i.complete && i.naturalWidth > 500).length"
_WIDE = "return document.documentElement.scrollWidth <= window.innerWidth"


def test_a_browser_shows_the_document_and_signs(served: Served, tmp_path: Path):
    # What is to be looked at goes where it stays, if that is asked for.
    pictures = Path(os.environ.get("PARAPH_PICTURES", tmp_path))
    with httpx2.Client(base_url=served.address, headers=served.key, timeout=30) as client:
        file = {"file": ("document.pdf", SAMPLE.read_bytes(), "application/pdf")}
        document = client.post("/v2/documents", files=file).json()["id"]
        people = [person(0, place(), place("text", x=300, width=200))]
        body = {"document_id": document, "name": "Fee agreement", "signatories": people}
        request = client.post("/v2/signature-requests", json=body).json()["id"]
        client.post(f"/v2/signature-requests/{request}/activate")
        (mail,) = client.get("/v2/sandbox/mail").json()["data"]
        with chromium() as browser:
            browser.open(mail["link"])
            browser.wait_for(".paper img")
            browser.run("document.images[0].decode()")
            assert browser.run(_WIDE), "nothing is cut off on a narrow screen"
            for name, dark in (("light", False), ("dark", True)):
                browser.dark(dark=dark)
                browser.picture(pictures / f"signing-{name}.png")
            assert browser.run(_SHOWN) >= 1, browser.said()
            browser.write("input[name^=sig_]", ", agreed")
            browser.press("button[value=sign]")
            browser.wait_for("main p a")
            browser.picture(pictures / "signed.png")
            assert [each for each in browser.said() if "favicon" not in each] == []
        assert client.get(f"/v2/signature-requests/{request}").json()["status"] == "completed"
