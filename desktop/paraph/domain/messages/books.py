"""The words of `domain.errors.books`: what happened, what is safe, what to do."""

from paraph.domain.words import Words

BOOK_WORDS: dict[str, Words] = {
    "book_missing": Words(
        "There is no signature book at this place.",
        "Nothing was changed.",
        "Look for it in the folder where books are handed over.",
    ),
    "book_damaged": Words(
        "This signature book is not whole.",
        "Nothing in it was signed.",
        "Ask whoever prepared it to hand it over again.",
    ),
    "book_exchanged": Words(
        "This signature book was altered after it was handed over.",
        "Nothing more in it is signed.",
        "Ask whoever prepared it what happened, and have it handed over again.",
    ),
    "book_in_work": Words(
        "Somebody else has this signature book open.",
        "Nothing was changed.",
        "Wait until they close it, or take it over if their computer is switched off.",
    ),
    "book_returned": Words(
        "This signature book was returned.",
        "What was signed in it stays signed.",
        "Have what is missing handed over in another book.",
    ),
    "book_refused": Words(
        "The signature book cannot be written like this.",
        "Nothing was handed over or changed.",
        "Change what is named below.",
    ),
    "book_place_missing": Words(
        "No place to sign was found in this document.",
        "Nothing was handed over.",
        "Place the box by hand, name a text to sign at, or let it be signed without a box.",
    ),
    "book_folder_missing": Words(
        "No folder is set for signature books.",
        "Nothing was changed.",
        "Choose the folder that you and your colleagues share.",
    ),
    "book_folder_unreachable": Words(
        "The folder for signature books does not answer.",
        "Nothing is lost: what was signed is kept on this computer.",
        "Connect the drive or the network, then try again.",
    ),
    "book_nothing_agreed": Words(
        "Nothing in this signature book waits to be signed.",
        "Nothing was signed.",
        "Agree to a document first.",
    ),
    "book_level_owed": Words(
        "A signature in this book still lacks the proof that was required.",
        "The signature is made and kept on its signer’s computer. Its copy comes into the book with"
        " the proof.",
        "Add the proof by paraph sync, then return the book. To do without it:"
        " paraph upgrade --give-up FILE.",
    ),
    "book_result_differs": Words(
        "A copy in this signature book is not the one that was signed.",
        "The document that was handed over is unchanged.",
        "Do not rely on the copy; ask the signer for the one that the record names.",
    ),
}
