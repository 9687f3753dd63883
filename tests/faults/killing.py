"""Signs in a child and kills it with SIGKILL at the N-th line of the product that it runs.

Called with a folder, a source, how many lines to try, and what the output holds before (or
nothing); prints one JSON object. Each child starts with
everything imported, so that the lines counted are those of the signing alone.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from paraph.filing.lease import hold_lease, is_held
from paraph.filing.output_file import LocalFiles
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.pades.document_signer import PadesSigner
from paraph.render.document_reader import PdfReader
from paraph.render.stamp_drawer import StampDrawer
from paraph.store.audit_log import SqliteAuditLog
from paraph.store.database import open_database
from paraph.usecases.reconcile_after_crash import reconcile_after_crash
from paraph.usecases.sign_document import Signing, SignRequest, sign_document
from tests.fakes.pki import identity
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.killer import Killer

SIGNER = identity()


def sign_in(place: Path, source: Path, killer: Killer) -> None:
    home = place / "home"
    home.mkdir()
    database = open_database(home)
    with hold_lease(home / "leases") as lease:
        ports = Signing(
            PdfReader(),
            PadesSigner(),
            StampDrawer(),
            LocalFiles(),
            read_certificate,
            SqliteAuditLog(database, FixedClock()),
            FixedClock(),
            load_algorithm_policy(),
            lease,
        )
        out = place / "out.pdf"
        request = SignRequest(source, out, SIGNER.certificate_der, force=out.exists())
        key = FakeKey(FakeToken(), SIGNER.key)
        sys.settrace(killer.trace)
        sign_document(request, key, ports)
        sys.settrace(None)


def lines_of_a_signing(place: Path, source: Path, old: bytes | None) -> int:
    prepare(place, old)
    killer = Killer(None)
    sign_in(place, source, killer)
    return killer.seen


def prepare(place: Path, old: bytes | None) -> None:
    place.mkdir()
    if old is not None:
        (place / "out.pdf").write_bytes(old)


def killed_at(line: int, place: Path, source: Path, old: bytes | None) -> dict[str, Any]:
    """Kill at a line, start anew, and give what was found before and after."""
    prepare(place, old)
    child = os.fork()
    if child == 0:
        sign_in(place, source, Killer(line))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    named_before = sha256_of(place / "out.pdf")
    database = open_database(place / "home")
    audit, leases = SqliteAuditLog(database, FixedClock()), place / "home" / "leases"
    reconcile_after_crash(audit, LocalFiles(), lambda name: is_held(leases, name))
    with hold_lease(leases):
        pass  # the next signing takes one
    rows = database.execute("SELECT kind, body FROM audit_entry ORDER BY seq").fetchall()
    again = reconcile_after_crash(audit, LocalFiles(), lambda name: is_held(leases, name))
    database.close()
    return {
        "line": line,
        "killed": os.WIFSIGNALED(status),
        "kinds": [kind for kind, _ in rows],
        "told_sha256": json.loads(rows[-1][1]).get("sha256") if rows else None,
        "named_before": named_before,
        "out_sha256": sha256_of(place / "out.pdf"),
        "left": sorted(file.name for file in place.iterdir() if file.name != "home"),
        "leases": sorted(file.name for file in leases.iterdir()),
        "again": len(again),
    }


def sha256_of(path: Path) -> str | None:
    return LocalFiles().sha256(path) if path.exists() else None


def main() -> None:
    folder, source = Path(sys.argv[1]), Path(sys.argv[2])
    # Once without counting, so that nothing is imported or made inside the lines counted.
    most, old = int(sys.argv[3]), sys.argv[4].encode() or None
    lines_of_a_signing(folder / "warm", source, old)
    total = lines_of_a_signing(folder / "count", source, old)
    step = max(1, total // most)
    lines = [*range(1, total - 70, step), *range(max(1, total - 70), total + 1)]
    results = [killed_at(line, folder / f"at-{line}", source, old) for line in lines]
    sys.stdout.write(json.dumps({"total": total, "results": results}))


if __name__ == "__main__":
    main()
