"""Pays what is owed in a child, and kills it with SIGKILL at the N-th line of the product it runs.

Called with a folder, a story (`owed` or `required`) and how many lines to try; prints one JSON
object. Signer and raiser are small and write real files: the lines counted are those of paying.
"""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paraph.domain.pades_level import PadesLevel
from paraph.filing.archive_places import LocalPlaces
from paraph.filing.lease import hold_lease, is_held
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.filing.replaced_file import LocalReplacing
from paraph.pades.certificates import read_certificate
from paraph.ports.documents import DocumentFacts, PreparedSignature, SignatureOrder
from paraph.ports.levels import LevelFacts, Raised, RaiseOrder
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.store.owed_levels import SqliteOwedLevels
from paraph.usecases.pay_owed import Paying, pay_owed
from paraph.usecases.prove_signed import prove_signed
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.sign_document import Signing, SignRequest, sign_document
from tests.fakes.levels import ENDS, MemoryPasswords
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.killer import Killer
from tests.unit.test_sign_document import PAGE

SIGNER = identity()
KEY = FakeKey(FakeToken(), SIGNER.key)
SIGNED = b"contract|B-B"


class DiskReader:
    def read(self, path: Path, password: Any) -> DocumentFacts:
        return DocumentFacts([PAGE], [])


class DiskSigner:
    def sign(self, order: SignatureOrder, token: Any) -> PreparedSignature:
        files = LocalFiles()
        order.temporary.write_bytes(SIGNED)
        return PreparedSignature(files.sha256(order.temporary), "S", files.sha256(order.source))


class DiskRaiser:
    def facts(self, path: Path, password: Any) -> LevelFacts:
        level = PadesLevel(path.read_bytes().rpartition(b"|")[2].decode())
        return LevelFacts(level, ENDS if level is PadesLevel.B_LTA else None)

    def raise_level(self, order: RaiseOrder, services: Sequence[Any]) -> Raised:
        with order.temporary.open("wb") as file:
            file.write(order.source.read_bytes())
            file.flush()  # a kill here leaves half a file
            file.write(b"|" + str(order.step).encode())
        sha256 = LocalFiles().sha256(order.temporary)
        return Raised(sha256, self.facts(order.temporary, None))


@dataclass
class Desk:
    """What a process opens of a profile."""

    place: Path

    def __enter__(self) -> "Desk":
        self.home = self.place / "home"
        self.home.mkdir(exist_ok=True)
        self.database, clock = open_database(self.home), FixedClock()
        self.owed = SqliteOwedLevels(self.database, clock)
        self.audit = SqliteAuditLog(self.database, clock)
        self.files = LocalFiles(self.home)
        self.paying = Paying(
            self.owed, self.audit, LocalReplacing(), LocalPlaces(), DiskRaiser(),
            ("a service",), MemoryPasswords(), clock, lambda: 1.0,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def sign(self, lease: str, *, require: bool) -> None:
        ports = Signing(
            DiskReader(), DiskSigner(), None, self.files, read_certificate, self.audit,
            FixedClock(), load_algorithm_policy(), lease, owed=self.owed,
        )  # fmt: skip
        request = SignRequest(
            self.place / "in.pdf", self.place / "out.pdf", SIGNER.certificate_der,
            level=PadesLevel.B_LTA, require_level=require,
        )  # fmt: skip
        signed = sign_document(request, KEY, ports)
        if require:
            prove_signed([request], [signed], ports, lambda: nullcontext(self.paying))

    def reconcile(self) -> int:
        leases = self.home / "leases"
        closed = reconcile_after_crash(
            self.audit, self.files, lambda name: is_held(leases, name), self.owed
        )
        return len(closed)


def run(place: Path, story: str, killer: Killer) -> None:
    with Desk(place) as desk, hold_lease(desk.home / "leases") as lease:
        sys.settrace(killer.trace)
        if story == "required":
            desk.sign(lease, require=True)
        else:
            pay_owed(desk.paying)
        sys.settrace(None)


def prepare(place: Path, story: str) -> None:
    place.mkdir()
    (place / "in.pdf").write_bytes(b"contract")
    if story == "owed":
        with Desk(place) as desk, hold_lease(desk.home / "leases") as lease:
            desk.sign(lease, require=False)


def killed_at(line: int, place: Path, story: str) -> dict[str, Any]:
    """Kill at a line, start anew until nothing is owed, and give what was found."""
    prepare(place, story)
    child = os.fork()
    if child == 0:
        run(place, story, Killer(line))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    at_kill = read(place / "out.pdf")
    with Desk(place) as desk:
        desk.reconcile()
        left = len(pay_owed(desk.paying).left)
        again = desk.reconcile() + len(pay_owed(desk.paying).raised)
        rows = desk.database.execute("SELECT kind, body FROM audit_entry ORDER BY seq").fetchall()
        archived = [str(file.path) for file in desk.owed.archived()]
    bodies = [json.loads(body) for _, body in rows]
    found = {
        "line": line,
        "killed": os.WIFSIGNALED(status),
        "at_kill": at_kill,
        "out": read(place / "out.pdf"),
        "kept": sorted(map(read, (place / "home").glob("kept/*"))),
        "left_over": sorted(each.name for each in place.iterdir()),
        "spool": sorted(each.name for each in (place / "home").glob("spool/*")),
        "kinds": [kind for kind, _ in rows],
        "paid": [b["level"] for (kind, _), b in zip(rows, bodies, strict=True)
                 if kind == "level_paid"],
        "archived": archived,
        "left": left,
        "again": again,
    }  # fmt: skip
    shutil.rmtree(place)
    return found


def read(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


def main() -> None:
    folder, story, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for name in ("warm", "count"):
        # Once without counting, so that nothing is imported inside the lines counted.
        prepare(folder / name, story)
        killer = Killer(None)
        run(folder / name, story, killer)
    step = max(1, killer.seen // most)
    lines = range(1, killer.seen + 1, step)
    results = [killed_at(line, folder / f"at-{line}", story) for line in lines]
    sys.stdout.write(json.dumps({"total": killer.seen, "results": results}))


if __name__ == "__main__":
    main()
