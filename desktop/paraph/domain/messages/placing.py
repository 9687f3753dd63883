"""The words of `domain.errors.placing`: what happened, what is safe, what to do."""

from paraph.domain.words import Words

PLACING_WORDS: dict[str, Words] = {
    "anchor_not_found": Words(
        "The text to sign at is not in this document, or not as often as was asked for.",
        "Nothing was signed. A scan without recognised text has no words that could be found.",
        "Check how the text is written in the document, or place the box yourself.",
    ),
    "anchor_ambiguous": Words(
        "The text to sign at stands in several places.",
        "Nothing was signed.",
        "Say which one is meant: the first, the second, the last.",
    ),
    "certification_too_late": Words(
        "This document was signed before: only its first signature can certify it.",
        "Nothing was signed, and the earlier signatures hold.",
        "Sign without certifying, or certify the document before anybody signs.",
    ),
    "certified_new_field": Words(
        "Its author certified this document: no box can be added to its pages.",
        "Nothing was signed, and the certification holds.",
        "Sign in a field that was prepared, or without a visible box.",
    ),
    "certification_closes_fields": Words(
        "Certified against every change, the empty fields could never be signed.",
        "Nothing was signed.",
        "Allow forms to be filled, or take the fields away.",
    ),
    "initials_not_possible": Words(
        "This document was signed before, and no fields for initials were prepared.",
        "Nothing was signed. Initials drawn now would break the earlier signatures.",
        "Sign without initials, or have fields for them prepared before anybody signs.",
    ),
    "initials_missing": Words(
        "There are no letters to draw as initials.",
        "Nothing was signed.",
        "Type your initials, or choose a picture of them.",
    ),
    "initials_do_not_fit": Words(
        "Initials do not fit: a page of theirs is not there, or has no room.",
        "Nothing was signed.",
        "Choose other pages or another corner for them, or sign without initials.",
    ),
    "field_exists": Words(
        "The document has a field of that name already.",
        "Nothing was written.",
        "Give the new field another name.",
    ),
    "template_unknown": Words(
        "No template of that name is kept.",
        "Nothing was signed.",
        "Choose one of the templates there are, or save this one first.",
    ),
    "template_does_not_fit": Words(
        "The template does not fit this document.",
        "Nothing was signed.",
        "Place the box yourself, or choose another template.",
    ),
}
