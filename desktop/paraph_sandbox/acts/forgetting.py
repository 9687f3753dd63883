"""Stored answers lose what they tell; that their calls were made, and once, is still known."""

from paraph_sandbox.store.database import Writing

# The status of an answer whose words are gone; no answer has it.
FORGOTTEN = 0


def forget_answers(tx: Writing, subject: str) -> None:
    """Forget what the answers to Idempotency-Keys told of a signature request or a document."""
    tx.run(
        "UPDATE idempotency SET status = ?, headers = '{}', body = x'' WHERE request = ?",
        FORGOTTEN,
        subject,
    )
