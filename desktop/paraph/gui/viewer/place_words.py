"""What is said about a place: its size, where it stands, what it snapped to, why it is refused."""

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF

from paraph.domain.placing.page_marks import Marks
from paraph.domain.placing.page_text import ShownRect
from paraph.domain.placing.signature_field import POINTS_PER_MM
from paraph.gui.viewer.page_marks import shown
from paraph.gui.viewer.place_rules import Refusal
from paraph.gui.viewer.snapping import LineKind, SnapLine


def size_words(rect: QRectF) -> str:
    """Give the size in millimetres."""
    width, height = (round(side / POINTS_PER_MM) for side in (rect.width(), rect.height()))
    words = QCoreApplication.translate("Placement", "{width} × {height} mm")  # noqa: RUF001
    return words.format(width=width, height=height)


def place_words(page_index: int, rect: QRectF, page_height: float) -> str:
    """Say where a box stands, for those who do not see it."""
    words = QCoreApplication.translate(
        "Placement",
        "Signature, page {page}, {left} mm from left, {foot} from bottom, {width} by {height}.",
    )
    return words.format(
        page=page_index + 1,
        left=round(rect.left() / POINTS_PER_MM),
        foot=round((page_height - rect.bottom()) / POINTS_PER_MM),
        width=round(rect.width() / POINTS_PER_MM),
        height=round(rect.height() / POINTS_PER_MM),
    )


def corner_words(page_index: int, rect: QRectF, page: QSizeF) -> str:
    """Say on which page a box stands and in which ninth of it."""
    names = (
        (
            QCoreApplication.translate("Placement", "Page {page}, upper left"),
            QCoreApplication.translate("Placement", "Page {page}, top"),
            QCoreApplication.translate("Placement", "Page {page}, upper right"),
        ),
        (
            QCoreApplication.translate("Placement", "Page {page}, left"),
            QCoreApplication.translate("Placement", "Page {page}, middle"),
            QCoreApplication.translate("Placement", "Page {page}, right"),
        ),
        (
            QCoreApplication.translate("Placement", "Page {page}, lower left"),
            QCoreApplication.translate("Placement", "Page {page}, foot"),
            QCoreApplication.translate("Placement", "Page {page}, lower right"),
        ),
    )
    centre = rect.center()
    row = min(2, max(0, int(centre.y() / page.height() * 3)))
    column = min(2, max(0, int(centre.x() / page.width() * 3)))
    return names[row][column].format(page=page_index + 1)


def beneath_words(rect: QRectF, marks: Marks) -> str:
    """Say what a box stands on, or which words it covers; empty where neither is so."""
    for rule in marks.rules:
        if abs(rule.middle[1] - rect.bottom()) < 1 and _share_width(rule, rect):
            label = marks.label_of(rule)
            if label:
                words = QCoreApplication.translate("Placement", "On the line under “{label}”")
                return words.format(label=label)
            return QCoreApplication.translate("Placement", "On the line")
    covered = marks.words_in(shown(rect).grown(1, 1, -1, -1))
    if covered:
        words = QCoreApplication.translate("Placement", "Beneath: the words {words}")
        return words.format(words=covered[0].text.strip())
    return ""


def _share_width(rule: ShownRect, rect: QRectF) -> bool:
    return rule.left < rect.right() and rect.left() < rule.right


def refusal_words(refusal: Refusal) -> str:
    """Say why a box may not stand there."""
    match refusal.why:
        case "overlap":
            words = QCoreApplication.translate("Placement", "Covers the field {name}")
            return words.format(name=refusal.field_name)
        case "off_page":
            return QCoreApplication.translate("Placement", "Leaves the page")
        case "too_small":
            return QCoreApplication.translate("Placement", "Smaller than a signature may be")
        case _:
            return QCoreApplication.translate("Placement", "A box cannot stand here")


def line_words(line: SnapLine) -> str:
    """Name a snap line."""
    names = {
        LineKind.LEFT_MARGIN: QCoreApplication.translate("Placement", "Left margin"),
        LineKind.RIGHT_MARGIN: QCoreApplication.translate("Placement", "Right margin"),
        LineKind.TOP_MARGIN: QCoreApplication.translate("Placement", "Top margin"),
        LineKind.BOTTOM_MARGIN: QCoreApplication.translate("Placement", "Bottom margin"),
        LineKind.PAGE_CENTRE: QCoreApplication.translate("Placement", "Middle of the page"),
        LineKind.FIELD_EDGE: QCoreApplication.translate("Placement", "Edge of {name}"),
        LineKind.FIELD_CENTRE: QCoreApplication.translate("Placement", "Middle of {name}"),
        LineKind.BASELINE: QCoreApplication.translate("Placement", "Text baseline"),
        LineKind.RULE: QCoreApplication.translate("Placement", "On the line"),
        LineKind.SIGNATURE_RULE: QCoreApplication.translate("Placement", "On the signature line"),
    }
    return names[line.kind].format(name=line.field_name)
