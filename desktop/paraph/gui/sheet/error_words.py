"""What an error says in the window, for the kind of key that is used."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import Words, words_for


def error_words(code: str, key: KeyKind = KeyKind.CARD, middleware: str = "") -> tuple[str, str]:
    """Give an error's first sentence, and the two others, where such a key is meant."""
    what, safe, act = error_sentences(code, key, middleware)
    return what, f"{safe} {act}"


def error_sentences(code: str, key: KeyKind, middleware: str = "") -> Words:
    """Give an error's three sentences; the last names the middleware where it is needed."""
    words = words_for(code, key, in_program=bool(middleware))
    what, safe, act = (QCoreApplication.translate("Messages", sentence) for sentence in words)
    return Words(what, safe, act.replace("{program}", middleware))
