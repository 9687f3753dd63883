"""Sign many documents where a PIN is good for one signature: the key is opened for each anew."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

from paraph.domain.errors import NotAttempted, ParaphError
from paraph.ports.signing_token import SigningToken
from paraph.usecases.sign_batch import Outcome
from paraph.usecases.sign_document import Signing, SignRequest, record_refusal, sign_document

OpenKey = Callable[[SignRequest], AbstractContextManager[SigningToken]]


def sign_singly(
    requests: Sequence[SignRequest], open_key: OpenKey, ports: Signing, *, keep_going: bool = False
) -> Iterator[Outcome]:
    """Give what became of each document, in order. After a failure the rest is NotAttempted.

    With `keep_going` only a key that does not open ends the work: a wrong PIN is not typed again.
    """
    stopped = False
    for request in requests:
        if stopped:
            yield NotAttempted()
            continue
        outcome, key_opened = _sign_one(request, open_key, ports)
        stopped = isinstance(outcome, ParaphError) and not (keep_going and key_opened)
        yield outcome


def _sign_one(request: SignRequest, open_key: OpenKey, ports: Signing) -> tuple[Outcome, bool]:
    opened = False
    try:
        with open_key(request) as key:
            opened = True
            return sign_document(request, key, ports), opened
    except ParaphError as error:
        if not opened:
            record_refusal(ports.audit, [request.source], error)
        return error, opened
