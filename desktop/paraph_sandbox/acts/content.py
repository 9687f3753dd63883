"""Which bytes are in use: what a row names stays, the rest goes.

Bytes are named and removed in the writer's turn alone, so that nothing is removed that somebody
is about to name.
"""

from collections.abc import Iterable

from paraph_sandbox.store.blobs import Blobs
from paraph_sandbox.store.database import Database, Reading

_USED = """
SELECT sha256 FROM documents WHERE deleted_at IS NULL
UNION ALL SELECT sha256 FROM requests
  WHERE personal_data_deleted_at IS NULL AND deleted_at IS NULL
UNION ALL SELECT v.sha256 FROM revisions v JOIN requests r ON r.id = v.request
  WHERE r.personal_data_deleted_at IS NULL
UNION ALL SELECT t.signed_sha256 FROM audit_trails t JOIN requests r ON r.id = t.request
  WHERE r.personal_data_deleted_at IS NULL
UNION ALL SELECT t.trail_sha256 FROM audit_trails t JOIN requests r ON r.id = t.request
  WHERE r.personal_data_deleted_at IS NULL
UNION ALL SELECT t.proven_sha256 FROM audit_trails t JOIN requests r ON r.id = t.request
  WHERE r.personal_data_deleted_at IS NULL
"""


def remove_unused(database: Database, blobs: Blobs, hashes: Iterable[str]) -> None:
    """Remove the bytes of those hashes that no row names any more."""
    with database.write() as tx:
        for sha256 in hashes:
            if not _is_used(tx, sha256):
                blobs.remove(sha256)


def sweep(database: Database, blobs: Blobs) -> None:
    """Remove what a crash left: bytes whose row was not written, deleted rows in the log.

    Call it before anybody else works.
    """
    with database.read() as tx:
        used = frozenset(row["sha256"] for row in tx.all(_USED))
    blobs.sweep(used)
    database.forget_deleted()


def _is_used(tx: Reading, sha256: str) -> bool:
    sql = f"SELECT 1 FROM ({_USED}) WHERE sha256 = ? LIMIT 1"  # noqa: S608 - ours
    return tx.value(sql, sha256) is not None
