"""A real browser signs in: what our policy lets it do, and what the pages look like."""

import shutil
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
import pytest

from tests.rigs.processes import unavailable
from tests.sandbox.browsing import asking, bearing, pkce, trade
from tests.sandbox.chromium import Chromium, chromium
from tests.sandbox.conftest import Served


class Waiting(BaseHTTPRequestHandler):
    """The desktop, waiting for the browser to come back."""

    server: "Desktop"

    def do_GET(self) -> None:
        if self.path != "/favicon.ico":
            self.server.seen.put(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>back</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Desktop(HTTPServer):
    def __init__(self, host: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.seen: Queue[str] = Queue()
        super().__init__((host, 0), Waiting)


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        unavailable("chromium and chromium-driver are not installed: no real browser saw the pages")
    with chromium() as found:
        yield found


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("decision", ["allow", "refuse"])
def test_a_browser_comes_back_to_the_program(
    served: Served, browser: Chromium, host: str, decision: str, tmp_path: Path
):
    with Desktop(host) as waiting:
        thread = threading.Thread(target=waiting.serve_forever)
        thread.start()
        try:
            shown = f"[{host}]" if ":" in host else host
            redirect = f"http://{shown}:{waiting.server_port}/callback"
            verifier, challenge = pkce()
            query = urlencode(asking(challenge, redirect_uri=redirect))
            browser.open(f"{served.address}/oauth/authorize?{query}")
            browser.wait_for("#password")
            _pictures(browser, tmp_path, "login")
            browser.write("#login", "claire")
            browser.write("#password", served.logins["claire"])
            browser.press("button.primary")
            browser.wait_for("button[value=allow]")
            _pictures(browser, tmp_path, "consent")
            browser.press(f"button[value={decision}]")
            back = waiting.seen.get(timeout=20)
        finally:
            waiting.shutdown()
            thread.join(20)
    assert back.startswith("/callback?")
    told = dict(parse_qsl(urlsplit(back).query))
    assert told["state"] == "a-state"
    assert [each for each in browser.said() if "violates" in each] == []
    if decision == "refuse":
        assert told["error"] == "access_denied"
        return
    with httpx2.Client(base_url=served.address) as desktop:
        tokens = trade(desktop, told["code"], verifier, redirect_uri=redirect).json()
        answer = desktop.get("/v2/documents", headers=bearing(tokens["access_token"]))
        assert answer.status_code == 200


def _pictures(browser: Chromium, place: Path, name: str) -> None:
    """Keep how a page looks; its style must have been let in, in both themes."""
    seen = []
    for dark in (False, True):
        browser.dark(dark=dark)
        seen.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
        browser.picture(place / f"{name}-{'dark' if dark else 'light'}.png")
    assert seen == ["rgb(244, 245, 247)", "rgb(22, 24, 29)"]
    overflow = "return document.documentElement.scrollWidth > window.innerWidth"
    assert browser.run(overflow) is False
