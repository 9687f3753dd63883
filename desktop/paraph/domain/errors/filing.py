"""What can stand between a completed request and the client's file, and a webhook's payload."""

from paraph.domain.errors.kinds import NeedsPerson, Refused, Unavailable


class FilingPatternRefused(NeedsPerson):
    """The pattern for the client's file cannot be filled; `why`, and the `names` there are."""

    code = "filing_pattern_refused"


class FilingUnreachable(Unavailable):
    """The folder or server for client files does not answer, or holds the file for somebody."""

    code = "filing_unreachable"


class FilingUnverified(NeedsPerson, FilingUnreachable):
    """The https certificate of the server for client files does not hold for it."""

    code = "filing_unverified"


class FilingNoWebDav(FilingUnreachable):
    """What answers at the address for client files is a page, or points elsewhere."""

    code = "filing_no_webdav"


class FilingAccountRefused(NeedsPerson):
    """The server for client files does not accept who asks, or not for this folder."""

    code = "filing_account_refused"


class FilingRefused(NeedsPerson):
    """The server for client files refuses the file, or did not keep it as it was sent."""

    code = "filing_refused"


class FilingAddressRefused(NeedsPerson):
    """The address for client files is neither a folder nor one of WebDAV that may be used."""

    code = "filing_address_refused"


class ResultDiffers(NeedsPerson):
    """What the service gave as results is not what is known of them; `why` says what differs."""

    code = "result_differs"


class ResultBroken(NeedsPerson):
    """A signature or timestamp in the results does not hold; `why`, `verdict`."""

    code = "result_broken"


class ResultGone(Refused):
    """The service has deleted the results before they were filed."""

    code = "result_gone"


class ScanRefused(NeedsPerson):
    """A file is no scan of a signed paper that can be kept; `why`."""

    code = "scan_refused"


class SignatoryUnknown(NeedsPerson):
    """The request has no signatory of this number, or one who signed electronically."""

    code = "signatory_unknown"


class WebhookRefused(Refused):
    """A webhook's payload is not the service's, or came at another time; `why` says how."""

    code = "webhook_refused"


class WebhookSecretUnusable(NeedsPerson):
    """No secret is kept to check webhooks with, or it is none of its scheme."""

    code = "webhook_secret_unusable"
