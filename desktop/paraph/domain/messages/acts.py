"""The words for every error code: what happened, what is safe, what to do.

Data only: the window translates them, the command line prints them.
"""

from collections import ChainMap

from paraph.domain.words import Words as Words  # noqa: PLC0414 - taken from here by the others

_KEPT = "Your document is unchanged and no half file remains."

WORDS: dict[str, Words] = {
    "output_unreachable": Words(
        "The signed copy could not be put into its folder.",
        "Your signature is made, recorded and kept.",
        "Take it from where it is kept, named below, once the folder can be reached.",
    ),
    "watch_forbidden": Words(
        "Nobody may sign unattended with this certificate.",
        "Nothing was signed.",
        "Take a seal or an HSM whose certificate an administrator listed under watch in the rules.",
    ),
    "watch_taken": Words(
        "This folder is being watched already.",
        "Nothing was changed.",
        "End the other program, or watch another folder.",
    ),
    "readers_unavailable": Words(
        "The system does not tell which card readers there are.",
        "Nothing was changed.",
        "Start the smart card service (pcscd), or connect the reader anew.",
    ),
    "no_display": Words(
        "There is no screen to open a window on.",
        "Nothing was changed.",
        "Start it in a desktop session, or use the commands: paraph --help lists them.",
    ),
    "unforeseen": Words(
        "Something unforeseen happened.",
        "Your document is unchanged.",
        "Try again; if it comes back, send us the report named below.",
    ),
    "pin_incorrect": Words(
        "The card refused the PIN.",
        "Nothing was signed.",
        "Type it again; the card does not tell how many tries remain.",
    ),
    "pin_locked": Words(
        "Too many wrong PINs: the card is locked.",
        "Your document is unchanged.",
        "Unlock it with its PUK in the card's own software, or ask its issuer.",
    ),
    "pin_length": Words(
        "The PIN is too short or too long for this card.",
        "No try was spent and nothing was signed.",
        "Type the whole PIN.",
    ),
    "pin_expired": Words(
        "The card's PIN has run out.",
        "No try was spent and nothing was signed.",
        "Change it with the card's own software, then sign again.",
    ),
    "pin_not_set": Words(
        "The card has no PIN yet.",
        "Nothing was signed.",
        "Set one with the card's own software, then sign again.",
    ),
    "reader_cancelled": Words(
        "The entry was ended on the card reader.",
        "Nothing was signed.",
        "Sign again, and confirm on the reader's own keys.",
    ),
    "login_lost": Words(
        "The card ended the login while it was in use.",
        "The PIN was not tried again; " + _KEPT[0].lower() + _KEPT[1:],
        "Sign again and type the PIN.",
    ),
    "pin_required": Words(
        "The card needs its PIN.", "Nothing was signed.", "Give the PIN when it is asked for."
    ),
    "no_token": Words("No card was found.", _KEPT, "Put the card in its reader, then try again."),
    "token_removed": Words(
        "The card left while signing.",
        "What was signed before is safe; " + _KEPT[0].lower() + _KEPT[1:],
        "Put it back, then sign again.",
    ),
    "no_certificate": Words(
        "The card holds no certificate that fits.", _KEPT, "Choose another card or certificate."
    ),
    "certificate_ambiguous": Words(
        "Several certificates fit.", _KEPT, "Name one of them by its SHA-256."
    ),
    "certificate_expired": Words(
        "The certificate has ended.",
        "Nothing was signed.",
        "Choose another, or renew it with its issuer.",
    ),
    "certificate_not_yet_valid": Words(
        "The certificate is not valid yet.",
        "Nothing was signed.",
        "Check this computer's date, or choose another certificate.",
    ),
    "certificate_cannot_sign": Words(
        "This certificate is not meant for signing documents.",
        "Nothing was signed.",
        "Choose the signature certificate of your card.",
    ),
    "key_not_accepted": Words(
        "This certificate’s key or method is not safe enough for signatures any more.",
        "Nothing was signed.",
        "Choose another certificate, or ask its issuer for one with a stronger key.",
    ),
    "certificate_without_key": Words(
        "The card holds the certificate without its key.",
        "Nothing was signed.",
        "Choose another certificate, or ask the card's issuer.",
    ),
    "password_required": Words(
        "This PDF is locked.",
        "It is unchanged.",
        "Type its password; it is used once and not kept.",
    ),
    "password_incorrect": Words(
        "The password does not open this PDF.", "It is unchanged.", "Type the password again."
    ),
    "not_a_pdf": Words(
        "This file is not a PDF.", "It is unchanged.", "Choose a PDF, or print it to PDF first."
    ),
    "document_missing": Words(
        "The file cannot be read.", "Nothing was signed.", "Check its place and your rights to it."
    ),
    "file_name_unreadable": Words(
        "The name of this file, or of its folder, is not written in letters known here.",
        "Nothing was signed.",
        "Give it another name, and open it again.",
    ),
    "document_damaged": Words(
        "This PDF is damaged inside.",
        _KEPT,
        "Let Paraph make a repaired copy if nobody has signed it, or ask for it again.",
    ),
    "document_changed": Words(
        "Another program changed this file after you saw it.",
        "It was not signed.",
        "Look at it again, then sign.",
    ),
    "no_pages": Words(
        "This PDF has no page.", "It is unchanged.", "Choose a document that shows something."
    ),
    "xfa_form": Words(
        "This form (XFA) looks different in other programs, so what you see would not be signed.",
        "The file is untouched.",
        "Print it to PDF and sign that.",
    ),
    "encryption_unsupported": Words(
        "This PDF is locked for certain certificates, not with a password.",
        "It is unchanged.",
        "Ask its author for a copy without that lock.",
    ),
    "docmdp_forbids": Words(
        "Its author allowed no further signature.",
        "The file is untouched.",
        "Ask the author for an open version.",
    ),
    "permission_forbids": Words(
        "The document's permissions forbid signing.",
        "The file is untouched.",
        "Ask its author for a version that may be signed, or for the owner's password.",
    ),
    "field_unknown": Words(
        "There is no signature field of that name.", _KEPT, "Choose a field that the document has."
    ),
    "field_taken": Words(
        "That field is signed already.", _KEPT, "Choose an empty field, or place a new one."
    ),
    "field_locked": Words(
        "An earlier signature locked that field.",
        "The file is untouched.",
        "Choose another field, or ask the earlier signer.",
    ),
    "field_forbids": Words(
        "The field's author asks for another certificate, reason or kind of signature.",
        "The file is untouched.",
        "Ask the author what the field takes, or place a new one.",
    ),
    "place_refused": Words(
        "The signature cannot stand there: it is off the page, too small or over another field.",
        _KEPT,
        "Choose another place.",
    ),
    "image_unreadable": Words(
        "This picture cannot be read.",
        "Nothing was signed.",
        "Choose another, or save it anew as PNG.",
    ),
    "image_kind": Words(
        "This file is not a still PNG or JPEG picture.",
        "Nothing was signed.",
        "Save your signature as a PNG picture.",
    ),
    "image_empty": Words(
        "This picture would show nothing: it is all transparent, or all white.",
        "Nothing was signed.",
        "Choose a picture with dark ink on white paper or on none.",
    ),
    "image_too_large": Words(
        "This picture is too large for a signature.",
        "Nothing was signed.",
        "Choose one below 20 MB and 50 million pixels.",
    ),
    "output_exists": Words(
        "A file of that name is there already.", "It was not touched.", "Choose another name."
    ),
    "output_name_refused": Words(
        "The folder does not take a file of that name.",
        "Nothing was signed.",
        "Choose a shorter name, or another folder.",
    ),
    "folder_read_only": Words("The folder cannot be written to.", _KEPT, "Choose another folder."),
    "folder_missing": Words(
        "There is no such folder.",
        _KEPT,
        "Make it, or choose another one; a drive or share that is away has to be connected first.",
    ),
    "disk_full": Words(
        "The signed copy did not fit.",
        "No half file remains.",
        "Free some space, or choose another folder.",
    ),
    "token_unavailable": Words(
        "The card's driver reports a fault, though the card was not taken out.",
        _KEPT,
        "Take the card out, put it back, and try again.",
    ),
    "module_crashed": Words(
        "The card's driver crashed.",
        _KEPT,
        "Try again: the driver starts anew; if it crashes again, bring its software up to date.",
    ),
    "module_hung": Words(
        "The card's driver did not answer and was ended.",
        _KEPT,
        "Take the card out, put it back, and try again.",
    ),
    "token_busy": Words(
        "Another program is using the card.",
        _KEPT,
        "Close it, or wait until it is done, then try again.",
    ),
    "module_unusable": Words(
        "The card's driver cannot be loaded.",
        "Nothing was signed.",
        "Check its path, or install the card's software.",
    ),
    "key_file_unreadable": Words(
        "This file holds no key that can sign.",
        "Nothing was signed, and the file is unchanged.",
        "Choose the .p12 or .pfx file your certificate came in.",
    ),
    "key_files_forbidden": Words(
        "Your administrator allows signing with a card only.",
        "Nothing was signed.",
        "Use your card, or ask your administrator.",
    ),
    "module_missing": Words(
        "The card's driver is not where it should be.",
        "Nothing was signed.",
        "Check its path, or install the card's software.",
    ),
    "module_foreign": Words(
        "The card's driver is made for another kind of computer.",
        "Nothing was signed.",
        "Install the card's software in the version named below as needed.",
    ),
    "module_not_pkcs11": Words(
        "This file is not a card driver (PKCS#11).",
        "Nothing was signed.",
        "Choose the driver that the card's software brings.",
    ),
    "mechanism_missing": Words(
        "The card offers no method that fits its key.", "Nothing was signed.", "Use another card."
    ),
    "signature_check_failed": Words(
        "The finished signature did not hold when it was read back.",
        "It was thrown away; " + _KEPT[0].lower() + _KEPT[1:],
        "Try again; if it happens twice, report it.",
    ),
    "store_busy": Words(
        "The record is held by another program.", _KEPT, "Close other windows, then try again."
    ),
    "store_on_network": Words(
        "The profile lies on a network drive, where the record is not safe.",
        "Nothing was written.",
        "Choose a folder on this computer.",
    ),
    "not_attempted": Words(
        "This document was not attempted, because one before it failed.",
        "It is unchanged.",
        "Sign it again, or let a batch go on after an error with --keep-going.",
    ),
    "level_unavailable": Words(
        "This level cannot be reached now.", "Nothing was signed.", "Sign with level B-B."
    ),
    "invalid_argument": Words(
        "An argument has not the form it needs.", "Nothing was done.", "See --help."
    ),
}

# What the window tells without an error having happened.
NOTICES: dict[str, Words] = {
    "interrupted_and_made": Words(
        "A signature was made just before Paraph was ended.",
        "The signed copy is whole and in the audit log.",
        "Nothing has to be done again.",
    ),
    "interrupted_and_not_made": Words(
        "Paraph was ended while this was being signed.",
        "It was not signed, and no half file remains.",
        "Open it and sign it again.",
    ),
}

# What to know of a certificate that can sign; `{day}` is a day in the reader's own words.
WARNINGS: dict[str, Words] = {
    "no_commitment": Words(
        "This certificate is made for documents, but not marked as binding its holder.",
        "It can sign.",
        "Choose your signature certificate, if you have one.",
    ),
    "made_for_email": Words(
        "This certificate is made for e-mail.",
        "It can sign documents.",
        "Choose your signature certificate, if you have one.",
    ),
    "made_for_anything": Words(
        "This certificate is made for any use, logging in among them.",
        "It can sign documents.",
        "Choose your signature certificate, if you have one.",
    ),
    "purpose_unstated": Words(
        "Its issuer does not say what this certificate is for; it may be for logging in.",
        "It can sign documents.",
        "Choose your signature certificate, if you have one.",
    ),
    "key_legacy": Words(
        "The key is short: it is recommended until {day} only.",
        "It can sign.",
        "What is kept beyond that day needs a longer key, or an archive timestamp.",
    ),
    "key_without_device": Words(
        "The key lies in a file, and no card guards it.",
        "It can sign, as an advanced signature without a device.",
        "Choose a card, if you have one.",
    ),
}


def words_for(code: str, key: str = "card", *, in_program: bool = False) -> Words:
    """Give the words of a code where such a key is meant (`domain.keys.key_kind`).

    With `in_program` the last sentence may hold `{program}`, which stands for the middleware's
    name. Raises KeyError for a code that has none.
    """
    words = _words_of(code, key)
    if not in_program:
        return words
    # The window's start has no use for them.
    from paraph.domain.keys.key_kind import KeyKind
    from paraph.domain.messages.keys import ACTS_IN_PROGRAM

    act = ACTS_IN_PROGRAM.get(KeyKind(key), {}).get(code, words.act)
    return Words(words.what, words.safe, act)


def words_with(code: str, key: str, middleware: str) -> Words:
    """Give the words of a code with the middleware's name, where there is one."""
    words = words_for(code, key, in_program=bool(middleware))
    return Words(words.what, words.safe, words.act.replace("{program}", middleware))


def _words_of(code: str, key: str) -> Words:
    if code not in WORDS:
        # The window's start has no use for them.
        from paraph.domain.messages.books import BOOK_WORDS
        from paraph.domain.messages.filing import FILING_WORDS
        from paraph.domain.messages.levels import LEVEL_WORDS
        from paraph.domain.messages.placing import PLACING_WORDS
        from paraph.domain.messages.profile import PROFILE_WORDS
        from paraph.domain.messages.service import SERVICE_WORDS

        rooms = (LEVEL_WORDS, PLACING_WORDS, BOOK_WORDS, PROFILE_WORDS, SERVICE_WORDS)
        return ChainMap(*rooms, FILING_WORDS)[code]
    if key == "card":
        return WORDS[code]
    # The window's start has no use for them.
    from paraph.domain.keys.key_kind import KeyKind
    from paraph.domain.messages.keys import BY_KEY

    return BY_KEY[KeyKind(key)].get(code) or WORDS[code]
