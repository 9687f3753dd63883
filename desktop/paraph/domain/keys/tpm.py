"""Why a TPM's module does not load or shows no token, and what to do."""

from enum import StrEnum
from typing import NamedTuple

from paraph.domain.words import Words

_TABRMD = "tabrmd"


class TpmTrouble(StrEnum):
    """What stands between the module and a token."""

    NO_TPM = "no_tpm"
    NO_RIGHT = "no_right"
    SIGN_IN_ANEW = "sign_in_anew"
    NO_MANAGER = "no_manager"
    MANAGER_REFUSES = "manager_refuses"
    OTHER_WAY = "other_way"
    STORE = "store"
    EMPTY = "empty"


class TpmFacts(NamedTuple):
    """What a machine shows of its TPM, without talking to it."""

    device: str = ""  # /dev/tpmrm0, which shares it; else /dev/tpm0; else nothing
    may_use: bool = False
    group: str = ""  # the group that the device is for
    is_member: bool = False  # of that group by the system's list, whatever this session has
    manager_runs: bool = False  # tpm2-abrmd
    way: str = ""  # TPM2_PKCS11_TCTI, which names another way to the TPM


def tpm_trouble(facts: TpmFacts, *, loads: bool) -> TpmTrouble:
    """Say why a module that `loads`, or does not, shows no token.

    Without TPM2_PKCS11_TCTI tpm2-pkcs11 asks tpm2-abrmd first, then /dev/tpmrm0, then /dev/tpm0
    (tpm2-tss, Tss2_TctiLdr_Initialize).
    """
    if loads:
        return TpmTrouble.EMPTY
    if facts.way and not facts.way.startswith(_TABRMD):
        return TpmTrouble.OTHER_WAY
    if facts.manager_runs:
        return TpmTrouble.MANAGER_REFUSES
    return TpmTrouble.NO_MANAGER if facts.way else _trouble_of_device(facts)


def _trouble_of_device(facts: TpmFacts) -> TpmTrouble:
    if not facts.device:
        return TpmTrouble.NO_TPM
    if not facts.may_use:
        return TpmTrouble.SIGN_IN_ANEW if facts.is_member else TpmTrouble.NO_RIGHT
    # Only tpmrm0, the kernel's own manager, lets several programs in.
    shares = facts.device.endswith("rm0")
    return TpmTrouble.STORE if shares else TpmTrouble.NO_MANAGER


# `{device}`, `{group}` and `{way}` are those of the facts.
TPM_WORDS: dict[TpmTrouble, Words] = {
    TpmTrouble.NO_TPM: Words(
        "This computer shows no TPM (neither /dev/tpmrm0 nor /dev/tpm0).",
        "Nothing was changed.",
        "Turn it on in the firmware's set-up; without one, this driver is of no use.",
    ),
    TpmTrouble.NO_RIGHT: Words(
        "You may not use the TPM: {device} is for the group {group}, and you are not in it.",
        "Nothing was changed.",
        "Let an administrator add you (usermod -aG {group} NAME), then sign in to the system anew.",
    ),
    TpmTrouble.SIGN_IN_ANEW: Words(
        "You are in the group {group}, but not since you signed in; {device} is for it.",
        "Nothing was changed.",
        "Sign in to the system anew.",
    ),
    TpmTrouble.NO_MANAGER: Words(
        "The TPM's resource manager (tpm2-abrmd) does not run.",
        "Nothing was changed.",
        "Start it: systemctl start tpm2-abrmd; the distribution's package is tpm2-abrmd.",
    ),
    TpmTrouble.MANAGER_REFUSES: Words(
        "The TPM's resource manager (tpm2-abrmd) runs, but does not let you in.",
        "Nothing was changed.",
        "Join the group tss and sign in to the system anew, or look into its log for its reason.",
    ),
    TpmTrouble.OTHER_WAY: Words(
        "The variable TPM2_PKCS11_TCTI leads to no TPM that answers: {way}.",
        "Nothing was changed.",
        "Unset it, or put it right.",
    ),
    TpmTrouble.STORE: Words(
        "The TPM ({device}) is there and you may use it, but its driver does not start.",
        "Nothing was changed.",
        "Look whether its store can be read and written: TPM2_PKCS11_STORE, else ~/.tpm2_pkcs11.",
    ),
    TpmTrouble.EMPTY: Words(
        "The TPM answers, but holds no token yet.",
        "Nothing was changed.",
        "Make one: tpm2_ptool init, then tpm2_ptool addtoken; TPM2_PKCS11_STORE says where it is.",
    ),
}


def tpm_words(trouble: TpmTrouble, facts: TpmFacts) -> Words:
    """Give the words of a trouble on this machine."""
    given = {"device": facts.device, "group": facts.group, "way": facts.way}
    return Words(*(each.format(**given) for each in TPM_WORDS[trouble]))
