"""Signed documents that cost who judges them: one call pays, and nobody else waits."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from paraph_sandbox.acts.pdf_work import PdfWork
from paraph_sandbox.apart.process import Bounds
from tests.sandbox import hostile_updates
from tests.sandbox.cards import Desk, card, signed
from tests.sandbox.conftest import Sandbox, Served, running
from tests.sandbox.papers import plain
from tests.sandbox.requesting import ask, asked, person, place
from tests.sandbox.steps import Steps, eventually
from tests.sandbox.test_unfinished_uploads import resident_kb

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are stopped by signals")
KINDS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "bomb": (lambda before: hostile_updates.with_table_bomb(before, 100), "unreadable"),
    "60,000 objects": (
        lambda before: hostile_updates.many_objects(before, 60_000), "not_one_signature",
    ),
    "deep": (lambda before: hostile_updates.deep(before, 500_000), "unreadable"),
    "ring": (hostile_updates.table_in_a_ring, "unreadable"),
    "95 MB": (
        lambda before: hostile_updates.padded(before, 95 * 1024 * 1024), "not_one_signature",
    ),
}  # fmt: skip


def local(n: int = 0, **more: Any) -> dict[str, Any]:
    return person(n, place(x=40 + 200 * n), signing="local", **more)


@pytest.mark.skipif(not Path("/proc").exists(), reason="/proc tells what a process holds")
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_update_is_refused_while_others_are_answered(
    lasting_served: Served, kind: str
) -> None:
    make, reason = KINDS[kind]
    with httpx2.Client(base_url=lasting_served.address, timeout=120) as client:
        steps = Steps(client, lasting_served.key)
        files = {"file": ("a.pdf", plain(), "application/pdf")}
        document = steps.call("POST", "/documents", 201, files=files)["id"]
        body = {"document_id": document, "name": "A", "signatories": [local()]}
        request = steps.call("POST", "/signature-requests", 201, json=body)
        steps.activate(request["id"])
        current = steps.call("GET", f"/signature-requests/{request['id']}/document")
        upload = make(current.content)
        path = f"/signatories/{request['signatories'][0]['id']}/signed-document"
        headers = {"If-Match": current.headers["ETag"], "Content-Type": "application/pdf"}
        before_kb = resident_kb(lasting_served)
        with ThreadPoolExecutor(1) as another:
            call = another.submit(steps.call, "PUT", path, content=upload, headers=headers)
            answered = 0
            while not call.done() or not answered:
                steps.call("GET", f"/documents/{document}", 200)
                answered += 1
        told = call.result().json()
        assert (told["code"], told["reasons"]) == ("signature_rejected", [reason])
        # What was sent is on the disk; what was made of it, in another process.
        assert resident_kb(lasting_served) - before_kb < 40_000
        assert steps.call("GET", f"/signature-requests/{request['id']}", 200)["revision"] == 0


@pytest.fixture
def bounded(tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox whose work on PDF files has eight seconds."""
    with running(tmp_path / "bounded") as found:
        bound(found, Bounds(8, 1536 * 1024**2))
        yield found


def bound(sandbox: Sandbox, bounds: Bounds) -> None:
    for each in sandbox.services.work.lanes.processes:
        each._bounds = bounds


def workers_of(sandbox: Sandbox) -> list[int]:
    found = [each._process for each in sandbox.services.work.lanes.processes]
    return [each.pid for each in found if each is not None]


@pytest.mark.parametrize("bounds", [Bounds(3, 1536 * 1024**2), Bounds(120, 250 * 1024**2)])
def test_what_takes_too_long_or_too_much_is_ended(bounded: Sandbox, bounds: Bounds) -> None:
    desk = Desk(asked(bounded, local(), pdf=plain()))
    before, _ = desk.document()
    bound(bounded, bounds)
    workers = workers_of(bounded)
    for each in bounded.services.work.lanes.processes:
        each.end()  # the next one has these bounds
    assert desk.refused(hostile_updates.many_objects(before, 300_000)) == "too_complex"
    assert set(workers_of(bounded)).isdisjoint(workers)
    bound(bounded, Bounds(60, 1536 * 1024**2))
    for each in bounded.services.work.lanes.processes:
        each.end()
    assert desk.upload(signed(before, card(bounded), box=(40, 120, 220, 180))).status_code == 200


def waits(sandbox: Sandbox, calls: list[Future[Any]]) -> bool:
    """Tell whether both processes have been asked, and nobody was answered."""
    return sandbox.services.work.lanes._idle.empty() and not any(each.done() for each in calls)


def test_nobody_else_waits_for_a_process_that_stands_still(bounded: Sandbox) -> None:
    pdf = plain()
    desks = [Desk(asked(bounded, local(), pdf=pdf)) for _ in range(3)]
    remote = asked(bounded, person(0, place()), pdf=pdf)
    draft = ask(bounded, local(), pdf=plain(2))
    uploads = [signed(desk.document()[0], card(bounded), box=(40, 120, 220, 180)) for desk in desks]
    stopped = _stand_still(bounded)
    with ThreadPoolExecutor(60) as callers:
        calls = [
            callers.submit(desk.upload, upload) for desk, upload in zip(desks, uploads, strict=True)
        ]
        eventually(lambda: waits(bounded, calls))
        calls.append(callers.submit(remote.simulate, "sign"))
        calls.append(callers.submit(draft.post, f"{draft.url}/activate"))
        # More of them than the server has threads.
        calls += [callers.submit(remote.simulate, "sign") for _ in range(45)]
        # Readers are answered meanwhile, and writers.
        steps = Steps(bounded.client, bounded.key)
        document = steps.upload()
        steps.call("PATCH", f"/documents/{document}", 200, json={"name": "Another name"})
        steps.draft(document)
        assert set(workers_of(bounded)) == set(stopped)
        answers = [each.result() for each in calls]
    refusals = [each.json() for each in answers if each.status_code == 422]
    assert len(refusals) == len(stopped), "one call for each process that stood still"
    assert all(_is_too_complex(each) for each in refusals)
    assert [each.status_code for each in answers[:3]].count(200) == 3 - len(stopped)
    assert answers[4].json()["status"] == "in_progress"
    # It signed once, however many asked.
    assert remote.get().json()["revision"] == 1


def _is_too_complex(told: dict[str, Any]) -> bool:
    return told["code"] == "document_too_complex" or told["reasons"] == ["too_complex"]


def _stand_still(sandbox: Sandbox) -> list[int]:
    """Stop both processes for PDF files."""
    for each in sandbox.services.work.lanes.processes:
        each.ask({"work": "signers", "pdf": "nowhere"})
    stopped = workers_of(sandbox)
    assert len(stopped) == 2
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    return stopped


def test_a_process_that_breaks_down_costs_one_upload(bounded: Sandbox) -> None:
    desk = Desk(asked(bounded, local(), pdf=plain()))
    upload = signed(desk.document()[0], card(bounded), box=(40, 120, 220, 180))
    for pid in workers_of(bounded):
        os.kill(pid, signal.SIGKILL)
    assert desk.refused(upload) == "unreadable"
    assert desk.upload(upload).status_code == 200


def test_a_request_that_ends_while_its_upload_is_judged_takes_nothing(bounded: Sandbox) -> None:
    request = asked(bounded, local(), pdf=plain())
    desk = Desk(request)
    upload = signed(desk.document()[0], card(bounded), box=(40, 120, 220, 180))
    stopped = _stand_still(bounded)
    with ThreadPoolExecutor(1) as another:
        call = another.submit(desk.upload, upload)
        eventually(lambda: len(bounded.services.work.lanes._idle.queue) == 1)
        canceled = request.post(f"{request.url}/cancel", {"reason": "Another price."})
        assert canceled.status_code == 200
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        answer = call.result()
    assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
    assert request.get().json()["revision"] == 0


def test_an_upload_that_another_signature_overtakes_is_told_so(
    bounded: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = (local(0, order=1), person(1, place(x=300), order=1))
    request = asked(bounded, *people, pdf=plain())
    desk = Desk(request)
    upload = signed(desk.document()[0], card(bounded), box=(40, 120, 220, 180))
    judge = PdfWork.judge

    def overtaken(*asked: Any) -> Any:
        told = judge(*asked)
        if request.get().json()["revision"] == 0:
            request.sign(1)
        return told

    monkeypatch.setattr(PdfWork, "judge", overtaken)
    tag = desk.document()[1]
    answer = desk.upload(upload, tag)
    assert (answer.status_code, answer.json()["code"]) == (412, "document_moved")
    assert answer.json()["revision"] == 1
    current, tag = desk.document()
    again = signed(current, card(bounded), box=(40, 120, 220, 180), field="Card")
    assert desk.upload(again, tag).status_code == 200
    assert request.state() == "completed"


def test_a_sandbox_that_ends_keeps_no_refusal_for_a_key(bounded: Sandbox) -> None:
    request = asked(bounded, person(0, place()), pdf=plain())
    _stand_still(bounded)
    with ThreadPoolExecutor(1) as another:
        call = another.submit(request.simulate, "sign", **{"Idempotency-Key": "ends"})
        eventually(lambda: len(bounded.services.work.lanes._idle.queue) == 1)
        bounded.services.work.close()
        answer = call.result()
    assert (answer.status_code, answer.json()["code"]) == (503, "ending")
    with bounded.services.database.read() as tx:
        assert tx.value("SELECT count(*) FROM idempotency WHERE key = 'ends'") == 0


def test_who_signs_what_is_erased_meanwhile_learns_that_the_request_has_ended(
    bounded: Sandbox,
) -> None:
    request = asked(bounded, person(0, place()), pdf=plain())
    stopped = _stand_still(bounded)
    with ThreadPoolExecutor(1) as another:
        call = another.submit(request.simulate, "sign")
        eventually(lambda: len(bounded.services.work.lanes._idle.queue) == 1)
        assert request.post(f"{request.url}/cancel", {"reason": "No."}).status_code == 200
        url = f"{request.url}/personal-data"
        assert bounded.client.delete(url, headers=bounded.key).status_code == 202
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        answer = call.result()
    assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
