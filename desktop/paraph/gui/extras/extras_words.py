"""What the parts beside the box share: words for sides, corners, pages and certification."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from paraph.domain.errors import ParaphError
from paraph.domain.findings import Finding, pages_in_words
from paraph.domain.messages.acts import words_for
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import ALL, ALL_BUT_LAST, Corner
from paraph.domain.placing.placing_rule import Where


def where_words(where: Where) -> str:
    """Name a side of a text."""
    translate = QCoreApplication.translate
    return {
        Where.BEST: translate("Extras", "where it fits best"),
        Where.ON_RULE: translate("Extras", "on the line that follows"),
        Where.BELOW: translate("Extras", "below the text"),
        Where.RIGHT: translate("Extras", "right of the text"),
        Where.ABOVE: translate("Extras", "above the text"),
    }[where]


def corner_words(corner: Corner) -> str:
    """Name a corner."""
    translate = QCoreApplication.translate
    return {
        Corner.LOWER_RIGHT: translate("Extras", "lower right"),
        Corner.LOWER_LEFT: translate("Extras", "lower left"),
        Corner.UPPER_RIGHT: translate("Extras", "upper right"),
        Corner.UPPER_LEFT: translate("Extras", "upper left"),
    }[corner]


def pages_words() -> dict[str, str]:
    """Name the choices of pages; "" is for those that are typed."""
    translate = QCoreApplication.translate
    return {
        ALL: translate("Extras", "on all pages"),
        ALL_BUT_LAST: translate("Extras", "on all but the last"),
        "": translate("Extras", "on these pages:"),
    }


def certification_words(certification: Certification | None) -> str:
    """Say what may be changed afterwards."""
    translate = QCoreApplication.translate
    return {
        None: translate("Extras", "not certified"),
        Certification.NO_CHANGES: translate("Extras", "nothing may be changed"),
        Certification.FORM_FILLING: translate("Extras", "only forms filled, and signed"),
        Certification.ANNOTATIONS: translate("Extras", "forms filled, and comments"),
    }[certification]


def extras_finding_words(finding: Finding) -> tuple[str, str]:
    """Give a line of the pre-flight: its title, and what stands below."""
    translate = QCoreApplication.translate
    if finding.code == "extras_key_often":
        title = translate("Extras", "The key is asked %n time(s)", "", int(finding.detail))
        return title, translate(
            "Extras",
            "The document was signed before: each field for initials gets its own signature.",
        )
    if finding.code == "extras_without_field":
        title = translate("Extras", "Pages without a field for initials: {pages}")
        below = translate("Extras", "The document was signed before: nothing is drawn there.")
        return title.format(pages=pages_in_words(finding.pages)), below
    if finding.code == "extras_initials":
        title = translate("Extras", "Initials on %n page(s)", "", len(finding.pages))
        return title, finding.detail
    words = certification_words(Certification(finding.detail))
    title = translate("Extras", "You certify the document: {words}").format(words=words)
    return title, translate("Extras", "This cannot be taken back once it is signed.")


def let_shrink(choice: QComboBox) -> None:
    """Let a list be as narrow as the panel, whatever stands in it."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(6)


def trouble_words(error: ParaphError) -> str:
    """Give an error's sentences in one line."""
    words = words_for(error.code)
    sentences = (words.what, words.safe, words.act)
    return " ".join(QCoreApplication.translate("Messages", each) for each in sentences)
