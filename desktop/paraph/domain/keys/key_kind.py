"""What holds a key: a card, a TPM, another token or a file. Each is spoken of in its own words."""

from enum import StrEnum


class KeyKind(StrEnum):
    """What a person has before them; the same words in `details.key` of an error's JSON."""

    CARD = "card"  # and a module that nobody listed: most are those of cards
    KEY_FILE = "key_file"  # PKCS#12; it has a password, counts no tries and is no device
    TPM = "tpm"
    # An HSM, a token in software, whatever p11-kit's proxy shows.
    TOKEN = "token"  # noqa: S105 - a kind of key, no secret


def key_kind(module_kind: str | None) -> KeyKind:
    """Give what a module's tokens are, by its kind in modules.json; None for one not listed."""
    if module_kind == "tpm":
        return KeyKind.TPM
    return KeyKind.CARD if module_kind in ("card", None) else KeyKind.TOKEN
