"""Notifications over a real session bus, to a service that writes down what it was asked."""

import json
import subprocess
import sys
import threading

import pytest

from paraph.gui.outbox.bus_notes import BusNotes, Note
from tests.rigs.processes import need

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the tray shows them")
_PATIENCE_S = 30
_SERVICE = """
import json
from jeepney import DBusAddress, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection
name = "org.freedesktop.Notifications"
with open_dbus_connection("SESSION") as bus:
    Proxy(message_bus, bus).RequestName(name)
    print("ready", flush=True)
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            break
    bus.send(new_method_return(asked, "u", (7,)))
    app, _, _, title, words, acts, *_ = asked.body
    print(json.dumps([app, title, words, acts[0]]), flush=True)
    here = DBusAddress("/org/freedesktop/Notifications", interface=name)
    for number in (6, 7):
        bus.send(new_signal(here, "ActionInvoked", "us", (number, "default")))
"""
_CALLER = """
import subprocess, sys, threading
from paraph.gui.outbox.bus_notes import BusNotes, Note
note = Note("A request is filed", "Müller & <b>Cie</b>", "the-request")
done = threading.Event()
def told(what, value):
    print(what, value, flush=True)
    done.set()
def notes():
    return BusNotes(lambda key: told("clicked", key), lambda note: told("failed", note.key))
notes().show(note)
done.wait(30)
done.clear()
service = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
service.stdout.readline()
shown = notes()
shown.show(note)
print(service.stdout.readline(), flush=True)
done.wait(30)
shown.close()
"""


def test_a_note_reaches_the_desktops_service_as_it_is_and_a_click_comes_back():
    need("dbus-run-session", root=False)
    told = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _CALLER, _SERVICE],
        capture_output=True, text=True, timeout=120, check=True,
    ).stdout.splitlines()  # fmt: skip
    # Two processes tell; what they say may come in either order.
    asked = next(line for line in told if line.startswith("["))
    failed, clicked = [line for line in told if line and line != asked]
    assert failed == "failed the-request"  # nobody shows notes on this bus yet
    words = "Müller &amp; &lt;b&gt;Cie&lt;/b&gt;"
    assert json.loads(asked) == ["Paraph", "A request is filed", words, "default"]
    assert clicked == "clicked the-request"


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/bus"])
def test_without_a_bus_it_is_said(monkeypatch, tmp_path, address):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    failed: list[Note] = []
    done = threading.Event()

    def note_failure(note: Note) -> None:
        failed.append(note)
        done.set()

    note = Note("A", "b", "")
    BusNotes(lambda _: None, note_failure).show(note)
    assert done.wait(_PATIENCE_S)
    assert failed == [note]
