"""The process that waits for services: it can be ended at once, and does nothing meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any

import pytest

from paraph import request_engine
from paraph.engine import Told
from paraph.request_engine import serve_sync

_PATIENCE_S = 60.0


class Desk:
    """What waits, until it is told to end."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def listen(self, accounts: tuple[str, ...], wait_s: float, stop: threading.Event) -> str:
        self.begun.set()
        return "stopped" if stop.wait(wait_s) else "waited"

    def sign_in(
        self, account: str, show: Callable[[str], None], timeout_s: float, stop: threading.Event
    ) -> str:
        show("https://first.test")
        show("https://second.test")
        return account

    def round(self) -> str:
        return "done"


@contextmanager
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Any, threading.Thread]]:
    desk = Desk()
    monkeypatch.setattr(request_engine, "_sync_desk", lambda: desk)
    ours, theirs = connection.Pipe()
    thread = threading.Thread(target=serve_sync, args=(theirs,), daemon=True)
    thread.start()
    with ours:  # closing it ends the thread
        yield desk, ours, thread


def answer(pipe: Any) -> Any:
    assert pipe.poll(_PATIENCE_S)
    return pipe.recv()


def test_what_waits_is_ended_at_once_and_nothing_looks_now_and_then(monkeypatch):
    looks: list[threading.Thread] = []
    wait = connection.wait

    def counted(*arguments: Any) -> Any:
        looks.append(threading.current_thread())
        return wait(*arguments)

    with served(monkeypatch) as (desk, pipe, thread):
        monkeypatch.setattr(connection, "wait", counted)
        pipe.send(("listen", ((), 0.5), {}))
        assert answer(pipe) == "waited"
        desk.begun.clear()
        pipe.send(("listen", ((), 10_000.0), {}))
        assert desk.begun.wait(_PATIENCE_S)
        pipe.send(("interrupt", (), {}))
        assert answer(pipe) == "stopped"
        assert looks.count(thread) == 3  # an end; an interruption, and an end


def test_an_interruption_that_comes_too_late_is_of_no_use(monkeypatch):
    with served(monkeypatch) as (_, pipe, _thread):
        pipe.send(("interrupt", (), {}))
        pipe.send(("round", (), {}))
        assert answer(pipe) == "done"


def test_what_signing_in_tells_comes_in_order_before_its_answer(monkeypatch):
    with served(monkeypatch) as (_, pipe, _thread):
        pipe.send(("sign_in", ("acc", 10.0), {}))
        told = [answer(pipe) for _ in range(3)]
        assert told == [Told("https://first.test"), Told("https://second.test"), "acc"]


def test_it_ends_when_the_window_is_gone_while_it_waits(monkeypatch):
    with served(monkeypatch) as (desk, pipe, thread):
        pipe.send(("listen", ((), 10_000.0), {}))
        assert desk.begun.wait(_PATIENCE_S)
        pipe.close()
        thread.join(_PATIENCE_S)
        assert not thread.is_alive()
