"""The words of `domain.errors.filing`: what happened, what is safe, what to do."""

from paraph.domain.words import Words

_KEPT = "Nothing was filed; the results are kept at the service."
_OWED = "The results are kept and are filed once this is settled."
_NOT_TAKEN = "Nothing was changed."

FILING_WORDS: dict[str, Words] = {
    "filing_pattern_refused": Words(
        "The pattern for client files cannot be filled.",
        _NOT_TAKEN,
        "Take the names that are listed below, with {name} in the last part.",
    ),
    "filing_unreachable": Words(
        "The place for client files does not answer.",
        "The results are kept and are filed by themselves once it does.",
        "Connect the drive or the network; if somebody has the file open, wait until it is closed.",
    ),
    "filing_unverified": Words(
        "Whether the server for client files is the one that it should be could not be verified.",
        "Nothing was sent to it. The results are kept and are filed by themselves once it can.",
        "In a guest network, sign in there first; for the firm's own server, add its authority to"
        " the system's certificates.",
    ),
    "filing_no_webdav": Words(
        "What answers at the address for client files is no WebDAV server.",
        "Nothing was sent to it. The results are kept and are filed by themselves once it is.",
        "In a guest network, sign in there first; otherwise set the right address: paraph filing"
        " --place.",
    ),
    "filing_account_refused": Words(
        "The server for client files does not accept this account, or not for this folder.",
        _OWED,
        "Set the right user and password (paraph filing --password-stdin), or ask who looks after"
        " the server.",
    ),
    "filing_refused": Words(
        "The server for client files did not keep a file as it was sent.",
        _OWED,
        "Ask who looks after the server what it allows, then file again by paraph sync --now.",
    ),
    "filing_address_refused": Words(
        "Client files cannot be put at this address.",
        _NOT_TAKEN,
        "Name a folder that is there, or a WebDAV address that begins with https.",
    ),
    "result_differs": Words(
        "The service gave other results than those that are known.",
        _KEPT,
        "Ask the service what happened, and keep what you have signed until it is clear.",
    ),
    "result_broken": Words(
        "A signature or timestamp in the results does not hold.",
        _KEPT,
        "Ask the service for whole results; they are looked at again every day.",
    ),
    "result_gone": Words(
        "The service has deleted the results before they were filed.",
        "What was filed or signed on this computer before is kept.",
        "Take the documents from who else received them.",
    ),
    "scan_refused": Words(
        "This file cannot be kept as a scan of a signed paper.",
        _NOT_TAKEN,
        "Take a PDF, PNG or JPEG of at most 64 MB.",
    ),
    "signatory_unknown": Words(
        "This request has no such signatory who has not signed yet.",
        _NOT_TAKEN,
        "Look at the request for the signatories that it has: paraph request show.",
    ),
    "webhook_refused": Words(
        "This message is not one that the service signed for this account, or it came too late.",
        "Nothing of it was applied.",
        "Nothing is missed: what happened is fetched from the service by paraph sync.",
    ),
    "webhook_secret_unusable": Words(
        "There is no secret to check the service's messages with, or it is not of its kind.",
        "Nothing of the message was applied.",
        "Set the secrets of the webhook: paraph webhook secret.",
    ),
}
