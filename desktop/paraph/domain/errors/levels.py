"""What can stand between a signature and the level that was asked of it."""

from paraph.domain.errors.kinds import NeedsPerson, Refused, Unavailable, leaves


class TimestampUnavailable(Unavailable):
    """No timestamp service answered: no network, a time-out, an HTTP status, something else."""

    code = "timestamp_unavailable"


class TimestampNotAccepted(Unavailable):
    """A service answered, and its answer does not hold (RFC 3161, 2.4.2); `why` says what."""

    code = "timestamp_not_accepted"


class TimestampAccountRefused(NeedsPerson, TimestampUnavailable):
    """A service wants an account or a client certificate, or not the one that is set; `why`."""

    code = "timestamp_account_refused"


class TimestampServerUnverified(NeedsPerson, TimestampUnavailable):
    """A service's https certificate does not hold for it, or by nobody that the system trusts."""

    code = "timestamp_server_unverified"


class ProxyUnsupported(NeedsPerson, TimestampUnavailable):
    """The system names its proxy by a script (PAC) or as SOCKS, which is not spoken; `why`."""

    code = "proxy_unsupported"


class ProxyAccountRefused(NeedsPerson, TimestampUnavailable):
    """The proxy wants a user and a password, or not those that are set for it (HTTP 407)."""

    code = "proxy_account_refused"


class ClockDiffers(NeedsPerson, TimestampNotAccepted):
    """The service's time and ours are too far apart; `seconds_ahead` is the service's."""

    code = "clock_differs"


class TimestampUntrusted(NeedsPerson, TimestampNotAccepted):
    """A service's certificate does not lead to a trust anchor; `subject` says whose is missing."""

    code = "timestamp_untrusted"


class NoTimestampService(NeedsPerson):
    """No timestamp service is set."""

    code = "no_timestamp_service"


class IssuerUntrusted(NeedsPerson):
    """A certificate does not lead to a trust anchor; `subject` says whose."""

    code = "issuer_untrusted"


class RevocationUnavailable(Unavailable):
    """Neither OCSP nor a CRL could be had for a certificate; `why` and `subject`."""

    code = "revocation_unavailable"


class RevocationPrivate(NeedsPerson, RevocationUnavailable):
    """An issuer answers at a private address only, and the settings do not let us ask there."""

    code = "revocation_private"


class RevocationProxyUnsupported(NeedsPerson, RevocationUnavailable):
    """As ProxyUnsupported, where an issuer is asked."""

    code = "revocation_proxy_unsupported"


class RevocationProxyAccount(NeedsPerson, RevocationUnavailable):
    """As ProxyAccountRefused, where an issuer is asked."""

    code = "revocation_proxy_account"


class RevocationNotOffered(NeedsPerson, RevocationUnavailable):
    """A certificate names neither a responder nor a list (RFC 5280, 4.2.1.13 and 4.2.2.1)."""

    code = "revocation_not_offered"


class RevocationTooOld(Unavailable):
    """Revocation data is older than the timestamp; `not_before` says when newer can be had."""

    code = "revocation_too_old"


class CertificateRevoked(Refused):
    """A certificate of the chain was revoked before the proven time."""

    code = "certificate_revoked"


class StepNotPossible(Refused):
    """This file takes no such step: `why` says what forbids it."""

    code = "step_not_possible"


class LevelNotReached(Unavailable):
    """The level was required at once and cannot be had now; `why` is the code of the reason.

    It ends as its reason does: waiting helps against a server that is down, not against one that
    was never set.
    """

    code = "level_not_reached"

    def __init__(self, **details: object) -> None:
        super().__init__(**details)
        reason = leaves().get(str(details.get("why")))
        if reason is not None:
            self.exit_status = reason.exit_status


class ProofFileMissing(NeedsPerson):
    """A file that still owes proof is not where it was."""

    code = "proof_file_missing"


class ProofFolderReadOnly(NeedsPerson):
    """The folder of a file that still owes proof cannot be written to."""

    code = "proof_folder_read_only"


class ProofFileChanged(NeedsPerson):
    """A file that still owes proof holds other bytes than those that were signed."""

    code = "proof_file_changed"


class ProofFileUnreachable(Unavailable):
    """A file that still owes proof lies on a drive or share that is away."""

    code = "proof_file_unreachable"


class ProofFileOther(NeedsPerson):
    """The file that was named is not the one that a list looks for, or is on it already; `why`."""

    code = "proof_file_other"


class ArchiveFileMissing(NeedsPerson):
    """A file whose archive timestamp is kept up is not where it was."""

    code = "archive_file_missing"


class ArchiveFileChanged(NeedsPerson):
    """A file whose archive timestamp is kept up holds other bytes."""

    code = "archive_file_changed"


class ArchiveFileExtended(NeedsPerson):
    """Another program added to a file whose archive timestamp is kept up; ours is whole in it."""

    code = "archive_file_extended"
