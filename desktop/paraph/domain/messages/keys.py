"""The words of errors where no card is meant: a key file, a TPM, another token.

What has none here is said as in `domain.messages.acts`, whose `words_for` finds both.
"""

from paraph.domain.errors.kinds import ParaphError
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.words import Words

_KEPT = "Your document is unchanged and no half file remains."
_SAFE = "What was signed before is safe; your document is unchanged and no half file remains."
_NO_RETRY = "The PIN was not tried again; your document is unchanged and no half file remains."
_NOT_SIGNED = "Nothing was signed."
_NO_TRY = "No try was spent and nothing was signed."

_KEY_FILE = {
    "pin_incorrect": Words(
        "The password does not open the key file.",
        _NOT_SIGNED,
        "Type it again; a file counts no tries.",
    ),
    "pin_required": Words(
        "The key file needs its password.",
        _NOT_SIGNED,
        "Give the password when it is asked for.",
    ),
    "pin_length": Words(
        "The password is too long for a key file.", _NOT_SIGNED, "Type the password alone."
    ),
    "no_token": Words(
        "The key file is not there.", _KEPT, "Connect the drive it lies on, or choose it anew."
    ),
    "token_removed": Words(
        "The key file left while signing.", _SAFE, "Bring it back, then sign again."
    ),
    "no_certificate": Words(
        "The key file holds no certificate that fits.",
        _KEPT,
        "Choose another file or certificate.",
    ),
    "certificate_cannot_sign": Words(
        "The certificate of this key file is not meant for signing documents.",
        _NOT_SIGNED,
        "Choose the file of your signature certificate.",
    ),
    "certificate_without_key": Words(
        "The key file does not hold this certificate's key.",
        _NOT_SIGNED,
        "Choose the file anew, or ask its issuer.",
    ),
    "token_unavailable": Words("The key file could not be used.", _KEPT, "Try again."),
    "module_crashed": Words(
        "The process that reads the key file ended by itself.", _KEPT, "Try again."
    ),
    "module_hung": Words(
        "The key file's drive did not answer in time.",
        _KEPT,
        "Copy the file to this computer, then choose it there.",
    ),
    "mechanism_missing": Words(
        "The key in this file is of a kind that cannot sign here.",
        _NOT_SIGNED,
        "Use another key file, or a card.",
    ),
}
_TPM = {
    "pin_incorrect": Words(
        "The TPM refused the PIN.",
        _NOT_SIGNED,
        "Type it again; after some wrong ones the TPM takes none for a while.",
    ),
    "pin_locked": Words(
        "Too many wrong PINs: the TPM takes none for a while.",
        "Your document is unchanged.",
        "Wait until its lockout is over, or let an administrator clear it.",
    ),
    "pin_length": Words(
        "The PIN is too short or too long for this TPM.", _NO_TRY, "Type the whole PIN."
    ),
    "pin_expired": Words(
        "The PIN of the TPM's token has run out.",
        _NO_TRY,
        "Change it with tpm2_ptool, then sign again.",
    ),
    "pin_not_set": Words(
        "The TPM's token has no PIN yet.",
        _NOT_SIGNED,
        "Set one with tpm2_ptool, then sign again.",
    ),
    "pin_required": Words(
        "The TPM's token needs its PIN.", _NOT_SIGNED, "Give the PIN when it is asked for."
    ),
    "login_lost": Words(
        "The TPM ended the login while it was in use.", _NO_RETRY, "Sign again and type the PIN."
    ),
    "no_token": Words(
        "The TPM shows no token.", _KEPT, "The command paraph tokens says why, and what to do."
    ),
    "token_removed": Words(
        "The TPM's token left while signing.",
        _SAFE,
        "Sign again; if it leaves again, restart the TPM's resource manager (tpm2-abrmd).",
    ),
    "no_certificate": Words(
        "The TPM holds no certificate that fits.", _KEPT, "Choose another token or certificate."
    ),
    "certificate_cannot_sign": Words(
        "This certificate of the TPM is not meant for signing documents.",
        _NOT_SIGNED,
        "Choose a signature certificate.",
    ),
    "certificate_without_key": Words(
        "The TPM holds the certificate without its key.",
        _NOT_SIGNED,
        "Choose another certificate, or ask your administrator.",
    ),
    "token_unavailable": Words(
        "The TPM's driver reports a fault.",
        _KEPT,
        "Try again; if it comes back, restart the TPM's resource manager (tpm2-abrmd).",
    ),
    "module_crashed": Words(
        "The TPM's driver crashed.",
        _KEPT,
        "Try again: it starts anew; if it crashes again, bring tpm2-pkcs11 up to date.",
    ),
    "module_hung": Words(
        "The TPM's driver did not answer and was ended.",
        _KEPT,
        "Try again; if it hangs again, restart the TPM's resource manager (tpm2-abrmd).",
    ),
    "token_busy": Words(
        "Another program is using the TPM.",
        _KEPT,
        "Close it, or wait until it is done, then try again.",
    ),
    "module_unusable": Words(
        "The TPM's driver cannot be loaded.",
        _NOT_SIGNED,
        "The command paraph tokens says why, and what to do.",
    ),
    "module_missing": Words(
        "The TPM's driver is not where it should be.",
        _NOT_SIGNED,
        "Check its path, or install tpm2-pkcs11.",
    ),
    "module_foreign": Words(
        "The TPM's driver is made for another kind of computer.",
        _NOT_SIGNED,
        "Install tpm2-pkcs11 in the version named below as needed.",
    ),
    "module_not_pkcs11": Words(
        "The file of the TPM's driver is no driver (PKCS#11).",
        _NOT_SIGNED,
        "Install tpm2-pkcs11 anew.",
    ),
    "mechanism_missing": Words(
        "The TPM offers no method that fits its key.", _NOT_SIGNED, "Use another key."
    ),
}
_TOKEN = {
    "pin_incorrect": Words(
        "The token refused the PIN.",
        _NOT_SIGNED,
        "Type it again; the token does not tell how many tries remain.",
    ),
    "pin_locked": Words(
        "Too many wrong PINs: the token is locked.",
        "Your document is unchanged.",
        "Let the one who manages the token unlock it.",
    ),
    "pin_length": Words(
        "The PIN is too short or too long for this token.", _NO_TRY, "Type the whole PIN."
    ),
    "pin_expired": Words(
        "The token's PIN has run out.",
        _NO_TRY,
        "Change it with the token's own software, then sign again.",
    ),
    "pin_not_set": Words(
        "The token has no PIN yet.",
        _NOT_SIGNED,
        "Set one with the token's own software, then sign again.",
    ),
    "pin_required": Words(
        "The token needs its PIN.", _NOT_SIGNED, "Give the PIN when it is asked for."
    ),
    "login_lost": Words(
        "The token ended the login while it was in use.",
        _NO_RETRY,
        "Sign again and type the PIN.",
    ),
    "no_token": Words(
        "No token was found.", _KEPT, "Check that its service runs and can be reached."
    ),
    "token_removed": Words(
        "The token left while signing.",
        _SAFE,
        "Check that its service can be reached, then sign again.",
    ),
    "no_certificate": Words(
        "The token holds no certificate that fits.",
        _KEPT,
        "Choose another token or certificate.",
    ),
    "certificate_cannot_sign": Words(
        "This certificate of the token is not meant for signing documents.",
        _NOT_SIGNED,
        "Choose a signature certificate.",
    ),
    "certificate_without_key": Words(
        "The token holds the certificate without its key.",
        _NOT_SIGNED,
        "Choose another certificate, or ask the one who manages the token.",
    ),
    "token_unavailable": Words(
        "The token's driver reports a fault.",
        _KEPT,
        "Check that its service can be reached, then try again.",
    ),
    "module_crashed": Words(
        "The token's driver crashed.",
        _KEPT,
        "Try again: it starts anew; if it crashes again, bring its software up to date.",
    ),
    "module_hung": Words(
        "The token's driver did not answer and was ended.",
        _KEPT,
        "Check that its service can be reached, then try again.",
    ),
    "token_busy": Words(
        "Other programs use all that the token has to give.",
        _KEPT,
        "Close one, or wait until it is done, then try again.",
    ),
    "module_unusable": Words(
        "The token's driver cannot be loaded.",
        _NOT_SIGNED,
        "Check that its service runs and that you may use it.",
    ),
    "module_missing": Words(
        "The token's driver is not where it should be.",
        _NOT_SIGNED,
        "Check its path, or install the token's software.",
    ),
    "module_foreign": Words(
        "The token's driver is made for another kind of computer.",
        _NOT_SIGNED,
        "Install the token's software in the version named below as needed.",
    ),
    "module_not_pkcs11": Words(
        "The file of the token's driver is no driver (PKCS#11).",
        _NOT_SIGNED,
        "Choose the driver that the token's software brings.",
    ),
    "mechanism_missing": Words(
        "The token offers no method that fits its key.", _NOT_SIGNED, "Use another key."
    ),
}

# What to do where the middleware is known, `{program}`: it changes and unlocks a PIN. A TPM's
# words name its tool in any case.
ACTS_IN_PROGRAM: dict[KeyKind, dict[str, str]] = {
    KeyKind.CARD: {
        "pin_locked": "Unlock it with its PUK in {program}, or ask its issuer.",
        "pin_expired": "Change it in {program}, then sign again.",
        "pin_not_set": "Set one in {program}, then sign again.",
    },
    KeyKind.TOKEN: {
        "pin_locked": "Let the one who manages the token unlock it in {program}.",
        "pin_expired": "Change it in {program}, then sign again.",
        "pin_not_set": "Set one in {program}, then sign again.",
    },
}
BY_KEY: dict[KeyKind, dict[str, Words]] = {
    KeyKind.KEY_FILE: _KEY_FILE,
    KeyKind.TPM: _TPM,
    KeyKind.TOKEN: _TOKEN,
}


def about_key(error: ParaphError, key: KeyKind, middleware: str = "") -> None:
    """Note in an error's details what holds the key, where that has words of its own.

    The `middleware` is noted where it is there that something has to be done.
    """
    if error.code in BY_KEY.get(key, {}):
        error.details["key"] = str(key)
    if middleware and error.code in ACTS_IN_PROGRAM.get(key, {}):
        error.details["middleware"] = middleware
