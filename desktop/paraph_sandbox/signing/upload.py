"""A document that a signatory signed elsewhere, judged against the revision that it was made on."""

from collections.abc import Sequence
from typing import Any

from paraph_sandbox.lifecycle.places import Placed
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.signing.given_signature import Signer, check_signature
from paraph_sandbox.signing.opening import BREAKAGE, open_pdf
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.signing.update_changes import Update
from paraph_sandbox.signing.update_frame import (
    changed_objects,
    check_frame,
    check_not_awaited,
    check_prefix,
)


def judge(before: bytes, upload: bytes, own: Sequence[Placed]) -> Signer:
    """Give who signed. `own` are the signatory's fields. Raises Rejected."""
    check_prefix(before, upload)
    try:
        old: Any = open_pdf(before)
        new: Any = open_pdf(upload)
        since = len(before)
        check_frame(old, new, upload, since)
        there, made = changed_objects(old, new)
        check_not_awaited(old, before, made)
        signed = Update(old, new, there, made, own).check()
        return check_signature(new, signed, upload, since)
    except Problem as problem:
        raise Rejected(Reason.UNREADABLE, problem.detail) from problem
    except BREAKAGE as error:
        raise Rejected(Reason.UNREADABLE) from error
