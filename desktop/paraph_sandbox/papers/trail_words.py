"""The words of the audit trail on paper."""

import html

STATES = {
    "completed": "signed by all",
    "waiting": "not yet asked",
    "notified": "invited",
    "viewed": "has seen the document",
    "signed": "has acted",
    "declined": "has declined",
}
ROLES = {"signer": "Signs", "approver": "Approves", "cc": "Receives a copy"}
LEVELS = {
    "simple": "simple electronic signature",
    "advanced": "advanced electronic signature",
    "qualified": "qualified electronic signature",
}
HOW = {
    "remote": "made at the provider with a certificate issued for this signature",
    "local": "made with the signatory’s own card",
}
HAPPENED = {
    "created": "The request was made",
    "activated": "The request was sent",
    "notified": "A signatory was invited",
    "viewed": "A signatory opened the document",
    "signed": "A signatory signed",
    "approved": "A signatory approved",
    "declined": "A signatory declined",
    "reminded": "A signatory was reminded",
    "reassigned": "Another person took a signatory’s place",
    "completed": "All have signed",
    "canceled": "The request was taken back",
    "expired": "The time to sign was over",
}
_CHECKING = (
    "The signed document is the one of this trail if its SHA-256 is the one in part 1:",
    "<code>openssl dgst -sha256 signed.pdf</code>",
    "Each signature in it is a PAdES signature (ETSI EN 319 142-1) with a timestamp (RFC 3161)."
    " Any program for PDF signatures shows who signed and whether a byte was changed since, for"
    " example:",
    "<code>pdfsig signed.pdf</code>",
    "The certificates that signed are named in part 2 by their serial number and SHA-256. Their"
    " issuers, and that of the timestamps, come from one root, which is found at:",
    "<code>{address}/certs/root.crt</code>",
    "This paper itself ends with a document timestamp (RFC 3161) over all of its bytes: it has not"
    " been changed since the time that the timestamp tells.",
    "Times of events are those of the sandbox’s own clock, which tests may move on. Times of"
    " signatures and timestamps are those of its computer.",
    "Nothing that a sandbox signs has legal value: its certificates are issued to whoever asks.",
)


def checking(address: str) -> str:
    """Give the part that says how to check, as HTML."""
    parts = "".join(f"<p>{each}</p>" for each in _CHECKING)
    return "<h2>4. How to check</h2>" + parts.format(address=html.escape(address))
