"""Chromium without a screen, told what to do by WebDriver (W3C) over HTTP."""

import base64
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Chromium:
    """One window."""

    def __init__(self, driver: httpx2.Client, session: str) -> None:
        self._driver, self._session = driver, session

    def _tell(self, path: str, **told: object) -> Any:
        answer = self._driver.post(f"/session/{self._session}/{path}", json=told)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def open(self, address: str) -> None:
        self._tell("url", url=address)

    def wait_for(self, css: str) -> None:
        """Wait until a page holds this."""
        self._find(css)

    def _find(self, css: str) -> str:
        found = self._tell("element", using="css selector", value=css)
        return f"element/{found[_ELEMENT]}"

    def write(self, css: str, text: str) -> None:
        self._tell(f"{self._find(css)}/value", text=text)

    def press(self, css: str) -> None:
        self._tell(f"{self._find(css)}/click")

    def run(self, script: str) -> Any:
        return self._tell("execute/sync", script=script, args=[])

    def dark(self, *, dark: bool) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        told = {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [scheme]}}
        self._tell("goog/cdp/execute", **told)

    def said(self) -> list[str]:
        """Give what the console holds, such as what a policy forbade."""
        return [str(each["message"]) for each in self._tell("se/log", type="browser")]

    def picture(self, place: Path) -> None:
        shown = self._driver.get(f"/session/{self._session}/screenshot").json()["value"]
        place.write_bytes(base64.b64decode(shown))


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start a window with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="chromium") as profile:
        command = ["chromedriver", "--port=0"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        try:
            port = next(
                line.rstrip().rstrip(".").rpartition(" ")[2]
                for line in process.stdout
                if "started successfully on port" in line
            )
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as driver:
                session = driver.post("/session", json=_wanted(profile)).json()["value"]
                try:
                    yield Chromium(driver, session["sessionId"])
                finally:
                    driver.delete(f"/session/{session['sessionId']}")
        finally:
            process.terminate()
            process.wait(20)
            process.stdout.close()


def _wanted(profile: str) -> dict[str, Any]:
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=480,860"]
    options += [f"--user-data-dir={profile}", "--disable-background-networking"]
    return {
        "capabilities": {
            "alwaysMatch": {
                "browserName": "chrome",
                "timeouts": {"implicit": 20_000},
                "goog:chromeOptions": {"args": options, "binary": "/usr/bin/chromium"},
                "goog:loggingPrefs": {"browser": "ALL"},
            }
        }
    }
