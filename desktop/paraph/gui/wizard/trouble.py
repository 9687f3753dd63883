"""What went wrong while a request is prepared, in words."""

from PySide6.QtCore import QCoreApplication

from paraph.domain.errors import ParaphError
from paraph.domain.messages.acts import Words, words_for


def trouble(error: ParaphError) -> Words:
    """Give the words of an error; those of a list say what is wrong with it."""
    words = words_for(error.code)
    if error.code in ("password_required", "password_incorrect"):
        return Words(
            QCoreApplication.translate(
                "WizardTrouble", "This PDF opens only with a password; the service takes none."
            ),
            QCoreApplication.translate(
                "WizardTrouble", "Nothing was sent; your file stays as it is."
            ),
            QCoreApplication.translate("WizardTrouble", "Choose a copy without a password."),
        )
    if error.code != "list_unreadable":
        return words
    names = {
        "too_large": QCoreApplication.translate(
            "ListTrouble", "The file is larger than a list may be."
        ),
        "too_many_rows": QCoreApplication.translate(
            "ListTrouble", "The list has more than 10,000 rows."
        ),
        "encoding": QCoreApplication.translate(
            "ListTrouble", "The file holds no text that can be read."
        ),
        "empty": QCoreApplication.translate("ListTrouble", "The list has no rows."),
        "quotes": QCoreApplication.translate(
            "ListTrouble", "A quotation mark in line {line} is not closed."
        ),
        "no_email": QCoreApplication.translate(
            "ListTrouble", "No column of the list is called “e-mail”."
        ),
    }
    what = names.get(str(error.details.get("why")), words.what)
    return words._replace(what=what.format(line=error.details.get("line", "")))
