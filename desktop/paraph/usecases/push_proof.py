"""A signature leaves with its timestamp, where its file could have one by then.

What has left is only extended, and the service takes one signature and nothing behind it: the
timestamp within the signature comes before, all else after.
"""

from dataclasses import replace

from paraph.domain.errors import DocumentMissing, ProofBusy
from paraph.domain.pades_level import PadesLevel
from paraph.domain.service.act import ActKind
from paraph.domain.service.outbox_entry import OutboxEntry
from paraph.usecases.push_ports import Pushing
from paraph.usecases.queue_act import record


def with_proof(entry: OutboxEntry, ports: Pushing) -> OutboxEntry:
    """Give an entry with the bytes that leave: those that were signed, with their timestamp.

    Nothing happens to one that was sent before.
    """
    if entry.kind is not ActKind.SIGN or entry.attempts:
        return entry
    sha256 = entry.body.sha256
    owes = [debt for debt in ports.owed.all() if debt.sha256 == sha256]
    if any(debt.steps[:1] == (PadesLevel.B_T,) for debt in owes):
        try:
            ports.pay([debt.intent for debt in owes])
        except ProofBusy:
            return entry
    became = ports.owed.time_stamped(sha256)
    if became is None:
        return entry
    path, stamped = became
    try:
        kept = ports.spool.take(path)
    except DocumentMissing:
        return entry
    if kept.sha256 != stamped:
        return entry  # that file has more by now, or was changed
    proven = replace(entry, body=entry.body._replace(sha256=kept.sha256, size=kept.size))
    with ports.outbox.transaction():
        ports.outbox.put(proven)
        record("act_time_stamped", proven, ports.audit, sha256=kept.sha256)
    return proven
