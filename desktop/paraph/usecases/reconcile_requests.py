"""List everything that the service has: at first, and when events were missed.

Where the events begin is asked for afterwards (`pull_events`): what happens while the list is read
is in them.
"""

from itertools import islice

from paraph.ports.record import Body
from paraph.usecases.receiving import Receiving, take_over
from paraph.usecases.sign_document import new_intent

_AT_ONCE = 50


def reconcile_requests(ports: Receiving) -> int:
    """Take over every request of the account; gives how many there are.

    What was read before the network failed stays taken over. Raises what reading does, StoreBusy,
    DiskFull.
    """
    listed, count = ports.service.requests_since(None), 0
    # The network is never waited for within a transaction.
    while some := list(islice(listed, _AT_ONCE)):
        with ports.outbox.transaction():
            for request in some:
                take_over(request, ports)
        count += len(some)
    body: Body = {"account": ports.account.id, "requests": count}
    ports.audit.append("requests_reconciled", new_intent(), body)
    return count
