"""The words for what can stand between an act and the remote e-signature service."""

from paraph.domain.words import Words

_WAITS = "Nothing is lost: what waits to be sent stays in the outbox."
_UNCHANGED = "Nothing was changed."

SERVICE_WORDS: dict[str, Words] = {
    "service_unreachable": Words(
        "The signature service could not be reached.",
        _WAITS,
        "It is tried again by itself; if this goes on, check the network and the account's"
        " address.",
    ),
    "service_unverified": Words(
        "Whether the signature service is the one that it should be could not be verified.",
        f"Nothing was sent to it. {_WAITS}",
        "In a guest network, sign in there first; for the firm's own server, add its authority to"
        " the system's certificates.",
    ),
    "service_proxy_refused": Words(
        "The network's proxy does not let Paraph through to the signature service.",
        _WAITS,
        "Ask your administrator for the proxy's address and account, and name it as “proxy” in the"
        " settings file; paraph doctor says where it is.",
    ),
    "network_sign_in": Words(
        "The network answered in place of the signature service, as guest networks do.",
        _WAITS,
        "Open any page in the browser and sign in to the network; the rest goes on by itself.",
    ),
    "service_failed": Words(
        "The signature service has a fault of its own at this moment.",
        _WAITS,
        "It is tried again by itself; if this goes on, ask who runs the service.",
    ),
    "service_refused": Words(
        "The signature service refused what was asked.",
        "What was prepared here is kept.",
        "Read below what the service says, and decide.",
    ),
    "sign_in_again": Words(
        "The sign-in at the signature service does not hold any more.",
        _WAITS,
        "Sign in again: paraph account login.",
    ),
    "sign_in_failed": Words(
        "Signing in at the signature service did not succeed.",
        _UNCHANGED,
        "Read below what the service says, then try again.",
    ),
    "sign_in_timeout": Words(
        "Nobody signed in at the browser within the time.",
        _UNCHANGED,
        "Try again: paraph account login.",
    ),
    "sign_in_cancelled": Words(
        "Signing in was stopped.",
        _UNCHANGED,
        "To sign in later: paraph account login.",
    ),
    "scope_missing": Words(
        "The sign-in does not allow this at the signature service.",
        _WAITS,
        "Sign in again and allow it, or ask who manages the account for the permission below.",
    ),
    "no_keychain": Words(
        "This computer has no keychain that opens, so that no sign-in can be kept.",
        "No secret was written anywhere.",
        "Unlock or install the system's keychain (Secret Service, Keychain, Credential Manager),"
        " then try again; or sign in for as long as one run lasts: paraph sync --secret-stdin for a"
        " key or secret, paraph sync --watch --login for a person. In the window you can sign in"
        " for as long as it is open.",
    ),
    "service_address_refused": Words(
        "The address of the signature service cannot be used.",
        _UNCHANGED,
        "Name it as https://HOST, without user, password and query; http is for this computer"
        " alone.",
    ),
    "no_account": Words(
        "No account at a signature service is set.",
        _UNCHANGED,
        "Add one: paraph account add.",
    ),
    "account_unknown": Words(
        "It is not clear which account is meant.",
        _UNCHANGED,
        "Name one of those that paraph account list shows.",
    ),
    "account_exists": Words(
        "There is an account of this name already.",
        _UNCHANGED,
        "Choose another name, or remove that account first.",
    ),
    "account_has_work": Words(
        "The account still has acts that have not reached the service.",
        _UNCHANGED,
        "Let them be sent (paraph sync), or take them back (paraph queue cancel), then remove it.",
    ),
    "events_gone": Words(
        "The signature service no longer knows where the last news ended.",
        "No request is lost.",
        "Everything is read anew by itself.",
    ),
    "not_at_service": Words(
        "The signature service does not have what was asked for.",
        "What lies here is unchanged.",
        "Look the request up at the service; it may have been removed there.",
    ),
    "download_damaged": Words(
        "A file from the signature service did not come whole.",
        "Nothing was put into the client's file.",
        "It is fetched again by itself.",
    ),
    "document_moved_on": Words(
        "Somebody else signed the document first.",
        "Your signature is made and kept.",
        "Look at the new version, and sign it.",
    ),
    "request_unknown": Words(
        "There is no signature request of this name.",
        _UNCHANGED,
        "Name one of those that paraph request list shows.",
    ),
    "entry_unknown": Words(
        "There is no such entry in the outbox.",
        _UNCHANGED,
        "Name one of those that paraph queue list shows.",
    ),
    "entry_not_cancelable": Words(
        "This act cannot be taken back: it was sent, or may have been.",
        _UNCHANGED,
        "Wait until it is known what became of it, or cancel the request.",
    ),
    "filing_folder_missing": Words(
        "The folder into which results are filed is not there.",
        "The signed document and its audit trail are kept at the service, and owed.",
        "Make the folder or connect its drive; they are then filed by themselves.",
    ),
    "filing_taken": Words(
        "Where the results are to be filed lies something else.",
        "It was not touched; the signed document and its audit trail are owed.",
        "Look at the place named below, and move what lies there.",
    ),
    "spool_damaged": Words(
        "A file that waits to be sent is not in the profile's folder as it was put there.",
        "Nothing was sent; your own documents are unchanged.",
        "Take this act back, and prepare or sign the document again.",
    ),
    "act_forbidden": Words(
        "The signature request does not let this be done.",
        _UNCHANGED,
        "Look at where the request stands, and at what is queued for it.",
    ),
    "place_not_known": Words(
        "Your signature is to stand at a text, and where on the page that is, the service says.",
        _UNCHANGED,
        "Sign once the service has told it: that comes with the next connection.",
    ),
    "no_longer_possible": Words(
        "What was asked had no effect at the service, and cannot come about any more.",
        "It was not done, and what was prepared here is kept.",
        "Look at where the request stands now, then take this act back.",
    ),
    "act_uncertain": Words(
        "Whether this was done at the service is not known, and it cannot be asked any more.",
        "It was done once at most.",
        "Look at the request; then try it again, or take it back.",
    ),
    "outbox_busy": Words(
        "Another window or program of Paraph sends the outbox at this moment.",
        _WAITS,
        "There is nothing to do; what is queued leaves by it.",
    ),
    "request_incomplete": Words(
        "The request is not whole yet.",
        "Nothing was sent; what was prepared is kept on this computer.",
        "Settle what is named as missing, then send it.",
    ),
    "document_locked": Words(
        "This PDF opens only with a password, so that the signature service could not read it.",
        "It is unchanged. Nothing was queued.",
        "Save it without a password, and choose that.",
    ),
    "service_template_unknown": Words(
        "There is no template of this name among those that are kept here.",
        "Nothing was queued.",
        "Check its name; one that is new at the service is here after the next paraph sync.",
    ),
    "service_template_changed": Words(
        "The template was changed at the service: it asks others to sign than before.",
        "Nothing of this was queued; what was prepared is kept on this computer.",
        "Open the draft again, look at who signs, and read the list once more.",
    ),
    "converter_missing": Words(
        "A Word document has to become a PDF first, and LibreOffice is not on this computer.",
        "Your document stays as it is. Nothing was queued.",
        "In your word processor, save it as PDF and choose that, or install LibreOffice.",
    ),
    "conversion_failed": Words(
        "LibreOffice could not make a PDF of the Word document.",
        "Your document stays as it is. Nothing was queued.",
        "In your word processor, save it as PDF and choose that.",
    ),
    "word_document_refused": Words(
        "The file is no Word document that can be taken: it is damaged, has macros, or is another"
        " kind of file.",
        "Your file stays as it is. Nothing was queued.",
        "In your word processor, save it as PDF and choose that.",
    ),
    "list_unreadable": Words(
        "The list could not be read.",
        "Nothing was sent, and the file is unchanged.",
        "Save it again as CSV, with a first line that names the columns, then choose it anew.",
    ),
}
