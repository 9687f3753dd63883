"""Words beside which people sign, in the languages of the Union, as a table with weights.

They are compared without accents and capitals, as whole words or the beginnings of words.
"""

import re
import unicodedata
from functools import cache

# Who signs here is the firm; the other side's line is taken only where there is no other.
FIRM, SIGNATURE, PLACE, OTHER_SIDE = 5, 4, 2, 1

_TABLE: tuple[tuple[int, str], ...] = (
    (FIRM, "for the firm|for the law firm|for the company|the lawyer|attorney|solicitor|counsel"),
    (FIRM, "pour le cabinet|l'avocat|avocat|pour la societe"),
    (FIRM, "rechtsanwalt|fur die kanzlei|kanzlei|notar|notaire"),
    (FIRM, "avvocato|abogado|abogada|advocaat|advogado|adwokat|radca prawny|advokat|asianajaja"),
    (SIGNATURE, "signature|signed|signatory|sign here|authorised signatory"),
    (SIGNATURE, "unterschrift|unterzeichner|gezeichnet|gez."),
    (SIGNATURE, "signe|lu et approuve|bon pour accord|signataire"),
    (SIGNATURE, "firma|firmato|sottoscrizione|firmante|assinatura|assinado"),
    (SIGNATURE, "handtekening|getekend|ondertekening|ondertekend"),
    (SIGNATURE, "podpis|potpis|parasas|paraksts|allkiri|allekirjoitus"),
    (SIGNATURE, "underskrift|undertegnet|undertecknad|alairas|semnatura|siniu"),
    (SIGNATURE, "υπογραφη|подпис"),
    (PLACE, "done at|done in|fait a|fait en|ort, datum|ort und datum|place, date|place and date"),
    (PLACE, "luogo e data|lugar y fecha|plaats, datum|plaats en datum|gedaan te|miejscowosc"),
    (OTHER_SIDE, "for the client|the client|le client|du client|mandant|auftraggeber"),
    (OTHER_SIDE, "il cliente|el cliente|o cliente|de client|klient|mandante"),
)


def plain_letters(text: str) -> str:
    """Give a text without accents and capitals, with straight apostrophes and single spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(bare.split())


def weight_of(text: str) -> int:
    """Give how much a line of text says that one signs beside it; 0 for nothing."""
    found = {weight for weight, _ in _found(text)}
    if OTHER_SIDE in found and FIRM not in found:
        return OTHER_SIDE  # "Signature of the client"
    return max(found, default=0)


def begins_with_word(text: str) -> bool:
    """Tell whether a line begins with such a word, as headings do and sentences do not."""
    return any(start == 0 for _, start in _found(text))


def _found(text: str) -> list[tuple[int, int]]:
    bare = plain_letters(text)
    matches = ((weight, pattern.search(bare)) for weight, pattern in _patterns())
    return [(weight, match.start()) for weight, match in matches if match is not None]


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((weight, _pattern(words)) for weight, words in _TABLE)


def _pattern(words: str) -> re.Pattern[str]:
    ordered = "|".join(re.escape(word) for word in words.split("|"))
    return re.compile(rf"(?<!\w)(?:{ordered})")
