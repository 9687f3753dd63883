"""A request in a real window, with the mouse and the keyboard: prepared, sent, signed, left."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from paraph.pkcs11.demo_token import PIN
from tests.conftest import SAMPLE
from tests.journeys.x_screen import Screen, missing_tools, try_until, wait_until
from tests.rigs import gnome_keyring
from tests.sandbox.conftest import Served, serving

pytestmark = pytest.mark.journey
ME = "camille@roux.example"
ROOT = Path(__file__).parents[2]
# Where things stand in a window of this size.
SIZE = (1440, 900)
CHOOSE, NEXT = (995, 249), (1376, 834)
FIRST_PERSON, SECOND_PERSON = (492, 225), (492, 384)
THEIR_FIELD, HIGHER = (937, 690), (937, 540)
NAME = (760, 345)
DIALOG = "What is to be signed"


class Desk:
    """A screen, a session with a keyring, a served sandbox, and a profile with an account there."""

    def __init__(
        self, folder: Path, screen: Screen, session: dict[str, str], served: Served
    ) -> None:
        self.folder, self.screen, self.session, self.served = folder, screen, session, served
        self.home = folder / "home"
        self.session["PYTHONPATH"] = f"{ROOT / 'desktop'}:{ROOT}"
        said = self.run(
            "account", "add", "--name", "Roux & Fils", "--url", served.address,
            "--api-key-stdin", "--mine", ME, stdin=f"{served.api_key}\n",
        )  # fmt: skip
        assert said["secret_kept"]

    def run(self, *words: object, stdin: str = "") -> dict:
        done = subprocess.run(
            [sys.executable, "-m", "paraph", *map(str, words), "--json"],
            env={**self.session, "PARAPH_HOME": str(self.home)},
            input=stdin, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def open(self) -> "subprocess.Popen[str]":
        program = self.screen.start(self.home, within=self.session)
        window = self.screen.window("Paraph")
        self.screen.do("windowsize", "--sync", window, *SIZE)
        self.screen.do("windowmove", window, 0, 0)
        return program

    def draft(self) -> dict:
        found = list((self.home / "drafts").glob("*/request.json"))
        try:
            return json.loads(found[0].read_text()) if found else {}
        except (OSError, ValueError):
            return {}  # it is being kept, or sent

    def place_of(self, person: int) -> list[float]:
        fields = self.draft().get("fields", [])
        return next((each["box"] for each in fields if each["person"] == person), [])

    def sent(self) -> list[dict]:
        answer = httpx2.get(
            f"{self.served.address}/v2/signature-requests", headers=self.served.key, timeout=30
        )
        return answer.json()["data"]

    def entries(self, kind: str) -> int:
        """Count what was ever queued of a kind."""
        with closing(sqlite3.connect(self.home / "paraph.db")) as database:
            sql = "SELECT count(*) FROM outbox_entry WHERE kind = ?"
            return database.execute(sql, [kind]).fetchone()[0]


@pytest.fixture
def desk(tmp_path, demo_token):
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with (
        gnome_keyring.session(tmp_path / "session") as session,
        serving(tmp_path / "served", "--calls-per-minute", "1000000") as served,
    ):
        screen = Screen(1440, 1000)
        try:
            yield Desk(tmp_path, screen, session, served)
        finally:
            screen.close()


def leave(desk: Desk, program: "subprocess.Popen[str]") -> str:
    """Press Ctrl+Q; the program ends, and gives what it said of errors."""
    desk.screen.do("key", "ctrl+q")
    assert program.wait(30) == 0
    return program.communicate()[1]


def choose_a_document(desk: Desk, document: Path) -> None:
    screen = desk.screen

    def choose() -> None:
        if not screen.do("search", "--onlyvisible", "--name", f"^{DIALOG}$"):
            screen.do("key", "ctrl+n")
            screen.click(*CHOOSE)
            return
        screen.window(DIALOG)
        screen.do("key", "ctrl+a")
        screen.do("type", "--delay", 20, document)
        screen.do("key", "Return")

    try_until("the document is taken", lambda: desk.draft().get("document_name"), choose, 4)


def name_two_people(desk: Desk) -> None:
    screen = desk.screen

    def people() -> list[str]:
        told = desk.draft().get("people", [])
        return [f"{e['first_name']} {e['last_name']} {e['email']}" for e in told]

    def type_names() -> None:
        for place, names in (
            (FIRST_PERSON, ("Camille", "Roux")),
            (SECOND_PERSON, ("Ines", "Varenne", "ines@varenne.example")),
        ):
            screen.click(*place)
            for name in names:
                screen.do("key", "ctrl+a")
                screen.do("type", "--delay", 20, name)
                screen.do("key", "Tab")

    wanted = [f"Camille Roux {ME}", "Ines Varenne ines@varenne.example"]
    try_until("two people are named", lambda: people() == wanted, type_names)


def draw_a_field_higher(desk: Desk) -> list[float]:
    """Move a field with the mouse, take that back, and move it again."""
    screen = desk.screen
    before = desk.place_of(2)
    try_until(
        "the field is moved",
        lambda: desk.place_of(2)[1] > before[1] + 40,
        lambda: screen.drag(THEIR_FIELD, HIGHER),
    )
    try_until(
        "it is taken back",
        lambda: desk.place_of(2) == before,
        lambda: screen.do("key", "ctrl+z"),
    )
    try_until(
        "the field is moved again",
        lambda: desk.place_of(2)[1] > before[1] + 40,
        lambda: screen.drag(THEIR_FIELD, HIGHER),
    )
    return desk.place_of(2)


def test_a_request_is_prepared_with_the_mouse_and_reaches_the_service(desk):
    document = desk.folder / "fee & agreement.pdf"
    shutil.copyfile(SAMPLE, document)
    program = desk.open()
    try:
        choose_a_document(desk, document)
        name_two_people(desk)
        try_until(
            "fields are proposed",
            lambda: len(desk.place_of(2)) == 4,
            lambda: desk.screen.click(*NEXT),
        )
        desk.screen.do("sleep", 3)
        placed = draw_a_field_higher(desk)
        try_until("it is at the service", desk.sent, lambda: desk.screen.click(*NEXT), 6)
        (made,) = desk.sent()
        assert leave(desk, program) == ""
    finally:
        program.kill()
    told = httpx2.get(
        f"{desk.served.address}/v2/signature-requests/{made['id']}",
        headers=desk.served.key, timeout=30,
    ).json()  # fmt: skip
    (field,) = told["signatories"][1]["fields"]
    assert (field["x"], field["y"]) == (round(placed[0], 2), round(placed[1], 2))
    assert [each["email"] for each in told["signatories"]] == [ME, "ines@varenne.example"]
    listed = desk.run("request", "list", "--box", "sent")
    assert [each["name"] for each in listed["requests"]] == ["fee & agreement"]
    assert desk.draft() == {}


def is_dimmed(screen: Screen) -> bool:
    """Tell whether a sheet lies over the window: its rail is dark then."""
    return sum(screen.pixel(12, 700)) < 450


def test_a_request_is_signed_with_the_keyboard_alone(desk):
    screen = desk.screen
    program = desk.open()
    try:
        wait_until("the record is there", (desk.home / "paraph.db").exists)
        # Another program queues it: the window sees that, and sends it by itself.
        desk.run(
            "request", "create", SAMPLE, "--name", "Mandate", "--activate",
            "--signatory", f"{ME};Camille;Roux;local;field=3,62,196",
            "--signatory", "ines@varenne.example;Ines;Varenne;order=2;field=3,320,196",
        )  # fmt: skip
        wait_until("it is at the service", desk.sent)

        def ask() -> None:
            for key in ("ctrl+2", "Home", "F6", "Tab", "Tab"):
                screen.do("key", key, "sleep", 1)
            screen.do("key", "Return")

        try_until("a sheet asks", lambda: is_dimmed(screen), ask, 6)

        def type_pin() -> None:
            screen.do("key", "ctrl+a")
            screen.do("type", PIN)
            screen.do("key", "Return")

        try_until("it is signed", lambda: desk.entries("sign"), type_pin, 5)
        assert desk.entries("decline") == 0
        assert leave(desk, program) == ""
    finally:
        program.kill()


@pytest.mark.parametrize(
    "keys", [("ctrl+n",), ("ctrl+shift+n",), ("ctrl+2",), ("ctrl+3",), ("ctrl+4",)]
)
def test_the_program_ends_at_once_whatever_is_open(desk, keys):
    """A round is in work, too: the service takes the call, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with closing(sqlite3.connect(desk.home / "paraph.db")) as database:
            address = f"http://127.0.0.1:{silent.getsockname()[1]}"
            database.execute("UPDATE account SET base_url = ?", [address])
            database.commit()
        program = desk.open()
        try:
            silent.settimeout(60)
            connection, _ = silent.accept()
            with connection:
                for key in keys:
                    desk.screen.do("key", key, "sleep", 2)
                if keys == ("ctrl+n",):
                    kept = lambda: desk.draft().get("name") == "Bail"  # noqa: E731
                    try_until("the name is kept", kept, lambda: type_a_name(desk))
                assert leave(desk, program) == ""
        finally:
            program.kill()
        if keys == ("ctrl+n",):
            assert desk.draft()["name"] == "Bail"


def type_a_name(desk: Desk) -> None:
    desk.screen.click(*NAME)
    desk.screen.do("key", "ctrl+a")
    desk.screen.do("type", "--delay", 20, "Bail")
