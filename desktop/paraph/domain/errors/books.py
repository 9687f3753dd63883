"""What can stand between a signature book and the people it goes to and fro between."""

from paraph.domain.errors.kinds import NeedsPerson, Refused, Unavailable


class BookMissing(NeedsPerson):
    """There is no signature book at that place."""

    code = "book_missing"


class BookDamaged(NeedsPerson):
    """What lies there is no whole book, or not as it was written; `why` says what is wrong."""

    code = "book_damaged"


class BookExchanged(Refused):
    """Somebody altered the book after it was handed over, or after it was first opened here."""

    code = "book_exchanged"


class BookInWork(Unavailable):
    """Somebody else has the book open; `by`, `on` and `since` say who, where and since when."""

    code = "book_in_work"


class BookReturned(NeedsPerson):
    """The book was returned: nothing more is decided or signed in it."""

    code = "book_returned"


class BookRefused(NeedsPerson):
    """What was asked of a book cannot be; `why` says what is missing or too much."""

    code = "book_refused"


class BookPlaceMissing(NeedsPerson):
    """No place to sign was found in a document that is to be handed over."""

    code = "book_place_missing"


class BookFolderMissing(NeedsPerson):
    """No folder is set in which books are handed over."""

    code = "book_folder_missing"


class BookFolderUnreachable(Unavailable):
    """The folder in which books are handed over does not answer."""

    code = "book_folder_unreachable"


class BookNothingAgreed(NeedsPerson):
    """Nothing in the book waits to be signed."""

    code = "book_nothing_agreed"


class BookLevelOwed(Unavailable):
    """A signature was made and waits for the level that was required; `documents`, `kept`."""

    code = "book_level_owed"


class BookResultDiffers(Refused):
    """A copy in a returned book is not what its answer says was signed; `why` says how."""

    code = "book_result_differs"
