"""The words for what a document holds beside what its pages show, and for the pre-flight's other
notices: what it is, what it means for the signature, what to do.
"""

from paraph.domain.page_content import ContentKind
from paraph.domain.words import Words

_COVERED = "The signature covers it all the same."
_ASK = "Look at it in the program it is made for, or ask its author for a plain copy."

CONTENT_WORDS: dict[str, Words] = {
    ContentKind.SCRIPT: Words(
        "This document holds JavaScript.",
        "Some programs run it, and it may change what is shown. Paraph does not.",
        "Ask its author for a copy without it, or print it to PDF and sign that.",
    ),
    ContentKind.LAUNCH: Words(
        "This document can start another program.",
        "Paraph starts none; other programs ask first.",
        "Ask its author why, or for a copy without it.",
    ),
    ContentKind.SENDS: Words(
        "This form can send what is typed, or fetch data.",
        "Paraph sends nothing.",
        "Ask its author where it goes, if that matters.",
    ),
    ContentKind.OPENS: Words(
        "This document opens an address or another file by itself.",
        "Paraph opens none; what stands there is not signed.",
        "Ask its author for a copy without it.",
    ),
    ContentKind.LINKS: Words(
        "It has links.", "What they lead to is not signed.", "Nothing has to be done."
    ),
    ContentKind.CHANGES: Words(
        "Buttons in this document show or hide parts of it.",
        _COVERED,
        "Look at each state of it before you sign.",
    ),
    ContentKind.LAYERS_DIFFER: Words(
        "Parts of this document differ on the screen, on paper or between programs.",
        "You see one state of its layers; the signature covers all.",
        "Ask its author for a copy without layers, or print it to PDF and sign that.",
    ),
    ContentKind.LAYERS_HIDDEN: Words(
        "This document has layers that are not shown.",
        _COVERED,
        "Ask its author for a copy without them, or print it to PDF and sign that.",
    ),
    ContentKind.REQUIRED: Words(
        "Fields that must be filled are empty.",
        "After you have signed, filling them may count as a change.",
        "Fill them first, or ask who should.",
    ),
    ContentKind.ATTACHMENTS: Words(
        "Files are attached to this document.",
        "The signature covers them too, though no page shows them.",
        "Open them elsewhere before you sign.",
    ),
    ContentKind.PORTFOLIO: Words(
        "This is a collection of files behind a cover.",
        "You see its cover only; the signature covers all files.",
        "Sign the files one by one, or open them elsewhere first.",
    ),
    ContentKind.MULTIMEDIA: Words(
        "This document holds sound, film or a 3D model.",
        "Paraph does not play it; the signature covers it.",
        _ASK,
    ),
    ContentKind.REDRAWN: Words(
        "Notes or fields are drawn by each program in its own way.",
        "Their words are the same everywhere, their look may differ.",
        "Print it to PDF and sign that, if the look matters.",
    ),
    ContentKind.HIDDEN: Words(
        "Notes or fields are hidden on the screen.",
        "They may show on paper, or in other programs.",
        "Ask its author what they are, or for a copy without them.",
    ),
    ContentKind.SCREEN_ONLY: Words(
        "Notes or fields are shown on the screen and not on paper.",
        _COVERED,
        "Keep the file itself: a print does not show all that you sign.",
    ),
    ContentKind.EXTERNAL: Words(
        "Parts of the pages lie in other files.",
        "The signature does not cover those, and they can change.",
        "Ask its author for a copy that holds everything.",
    ),
    ContentKind.FONTS: Words(
        "A font is missing in this document.",
        "Other programs may show the words in other letters.",
        "Ask its author for a copy with its fonts, if the look matters.",
    ),
    ContentKind.PRINT_DIFFERS: Words(
        "Pictures or colours differ on paper.",
        "You see the state for the screen; the signature covers both.",
        "Print it to PDF and sign that.",
    ),
    ContentKind.UNREAD: Words(
        "This document is too large to be looked through for scripts, layers and attachments.",
        "It can be signed; what was not looked at is not named here.",
        "Sign it if you know where it comes from.",
    ),
}

PREFLIGHT_WORDS: dict[str, Words] = {
    "pages_unseen": Words(
        "Pages were never shown to you.",
        "The signature covers every page.",
        "Look at them before you sign.",
    ),
    "stamp_left_out": Words(
        "Not all of your visible signature has room in its box.",
        "What is left out is listed here; the signature itself holds.",
        "Make the box larger, or choose another look.",
    ),
    "stamp_lacks_letters": Words(
        "Your visible signature has a letter that no font has.",
        "Its number in Unicode stands in its place; the signature itself holds.",
        "Write that word in other letters.",
    ),
    "chain_incomplete": Words(
        "The certificates of your issuer are not all there.",
        "It can sign; other programs have to find them by themselves.",
        "Ask your issuer for them, or let proof be added, which fetches them.",
    ),
    "status_untold": Words(
        "Your certificate names nobody who could be asked whether it still holds.",
        "It can sign; long-term proof cannot be added to it.",
        "Choose a timestamp alone, or another certificate.",
    ),
}
