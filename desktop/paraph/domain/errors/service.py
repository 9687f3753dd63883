"""What can stand between an act and the remote e-signature service."""

from paraph.domain.errors.kinds import NeedsPerson, Refused, Unavailable


class ServiceUnreachable(Unavailable):
    """No answer came; `why`, `host`, and whether any byte of the call `may_have_arrived`."""

    code = "service_unreachable"

    @property
    def may_have_arrived(self) -> bool:
        """Tell whether the service may have done what was asked; False is sure."""
        return bool(self.details.get("may_have_arrived", True))


class ServiceUnverified(NeedsPerson, ServiceUnreachable):
    """The service's https certificate does not hold for it, or by nobody that is trusted."""

    code = "service_unverified"


class ServiceProxyRefused(NeedsPerson, ServiceUnreachable):
    """The network's proxy is not spoken, or does not accept its account; `why`."""

    code = "service_proxy_refused"


class NetworkSignIn(Unavailable):
    """The network answered in the service's place: a captive portal, a filter; `host`."""

    code = "network_sign_in"


class ServiceFailed(Unavailable):
    """The service answered, and not with what was asked; `status`, its `service_code`."""

    code = "service_failed"


class ServiceRefused(Refused):
    """The service said no; `status`, `service_code`, its own words in `detail`."""

    code = "service_refused"


class SignInAgain(NeedsPerson):
    """The account's sign-in does not hold any more, or its secret is gone; `account`, `why`."""

    code = "sign_in_again"


class SignInFailed(NeedsPerson):
    """Signing in came to no end, or to a refusal; `why` is a stable word or the service's."""

    code = "sign_in_failed"


class SignInTimeout(NeedsPerson):
    """Nobody signed in at the browser within the time."""

    code = "sign_in_timeout"


class SignInCancelled(NeedsPerson):
    """A person stopped the signing in."""

    code = "sign_in_cancelled"


class ScopeMissing(NeedsPerson):
    """The sign-in does not allow this at the service; `scope` names what is missing."""

    code = "scope_missing"


class NoKeychain(NeedsPerson):
    """This system has no keychain that opens, so that no secret can be kept."""

    code = "no_keychain"


class AddressRefused(NeedsPerson):
    """A service's address cannot be used; `why`: no_address, needs_https, has_user, has_query."""

    code = "service_address_refused"


class NoAccount(NeedsPerson):
    """No account at a service is set."""

    code = "no_account"


class AccountUnknown(NeedsPerson):
    """No account has this `name`, or it has to be named as there are several (`names`)."""

    code = "account_unknown"


class AccountExists(NeedsPerson):
    """An account of this `name` is there already."""

    code = "account_exists"


class AccountHasWork(NeedsPerson):
    """An account still has acts that have not reached the service; `entries` counts them."""

    code = "account_has_work"


class EventsGone(Unavailable):
    """The service no longer knows where the last events ended: everything is read anew."""

    code = "events_gone"


class NotThere(Refused):
    """The service does not have what was asked for; `path`."""

    code = "not_at_service"


class DownloadDamaged(Unavailable):
    """A file did not come whole, or not as the service says that it is; `why`."""

    code = "download_damaged"


class DocumentMovedOn(NeedsPerson):
    """Somebody signed first (412): the own signature is kept, and the new version waits for one."""

    code = "document_moved_on"


class RequestUnknown(NeedsPerson):
    """There is no signature request of this `name`."""

    code = "request_unknown"


class EntryUnknown(NeedsPerson):
    """The outbox has no entry of this `id`."""

    code = "entry_unknown"


class EntryNotCancelable(Refused):
    """An entry is sent, or may be, and cannot be taken back; `id`, `state`."""

    code = "entry_not_cancelable"


class SpoolDamaged(NeedsPerson):
    """A file that waits to be sent is gone, or not as it was kept; `file`, `why`."""

    code = "spool_damaged"


class ActForbidden(Refused):
    """The request does not let this be done; `act`, `status`, and a stable word in `why`."""

    code = "act_forbidden"


class PlaceNotKnown(Refused):
    """A signature is to stand at a text: where on the page that is, the service has not told."""

    code = "place_not_known"


class NoLongerPossible(Refused):
    """What was asked had no effect at the service, and cannot come about any more."""

    code = "no_longer_possible"


class ActUncertain(NeedsPerson):
    """Whether an act had its effect is not known, and the service may have forgotten the call."""

    code = "act_uncertain"


class OutboxBusy(Unavailable):
    """Another process of this profile sends at this moment."""

    code = "outbox_busy"


class FilingFolderMissing(NeedsPerson):
    """The folder into which results are filed is not there; `folder`."""

    code = "filing_folder_missing"


class FilingTaken(NeedsPerson):
    """Where results are to be filed lies something else; `place`."""

    code = "filing_taken"


class RequestIncomplete(NeedsPerson):
    """Something is missing yet; `missing` has the codes of `domain.service.preparing_checks`."""

    code = "request_incomplete"


class ListUnreadable(NeedsPerson):
    """A list of people cannot be read; `why` says what is wrong with it, `line` where."""

    code = "list_unreadable"


class DocumentLocked(NeedsPerson):
    """A document opens only with a password, and no service takes such a `file`."""

    code = "document_locked"


class TemplateUnknown(NeedsPerson):
    """No template of this `name` is kept here; `known` has the names of those that are."""

    code = "service_template_unknown"


class TemplateChanged(NeedsPerson):
    """The template called `name` asks other people than when its list was looked at."""

    code = "service_template_changed"


class ConverterMissing(NeedsPerson):
    """A Word document (DOCX) cannot be made a PDF here: there is no LibreOffice."""

    code = "converter_missing"


class ConversionFailed(NeedsPerson):
    """LibreOffice made no PDF of a Word document (DOCX); `why`: failed, too_long."""

    code = "conversion_failed"


class WordDocumentRefused(NeedsPerson):
    """A Word document (DOCX) is not taken; `why`: damaged, not_a_docx, macros, too_complex."""

    code = "word_document_refused"
