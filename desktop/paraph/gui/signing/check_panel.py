"""The side panel of a check: one verdict, then each signature."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.verification import FileReport, SignatureReport
from paraph.gui.common.controls import label, section
from paraph.gui.common.icons import icon
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import marked_row, note, panel_scroll

SHAPES = {
    "valid": ("circle-check", "valid"),
    "valid-with-changes": ("alert-triangle", "changed"),
    "indeterminate": ("help-square-rounded", "unknown"),
    "invalid": ("octagon-minus", "invalid"),
    "unsigned": ("file-text", "unknown"),
    "unsupported": ("help-square-rounded", "unknown"),
    "unreadable": ("help-square-rounded", "unknown"),
}


class CheckPanel(QWidget):
    """Shows a report; the worst signature decides the banner."""

    close_asked = Signal()

    def __init__(self, report: FileReport, tokens: Tokens) -> None:
        super().__init__()
        self.report = report
        self._tokens = tokens
        self._close = QToolButton()
        title, words = banner_words(report)
        self.setAccessibleName(f"{title}. {words}")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 4, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._banner(title, words))
        if report.signatures:
            column.addWidget(section(self.tr("SIGNATURES")))
        for signature in reversed(report.signatures):
            column.addWidget(self._card(signature))
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addWidget(panel_scroll(body), 1)
        self._close.clicked.connect(self.close_asked)
        self.take_theme(tokens)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the cross in the theme's colours."""
        self._tokens = tokens
        self._close.setIcon(icon("x", tokens.colours["textSecondary"]))

    def _head(self) -> QHBoxLayout:
        self._close.setProperty("kind", "tool")
        self._close.setAccessibleName(self.tr("Close the panel"))
        row = QHBoxLayout()
        row.setContentsMargins(20, 16, 14, 10)
        row.addWidget(label(self.tr("The signatures"), "title"))
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _banner(self, title: str, words: str) -> QFrame:
        shape, tone = SHAPES[self.report.verdict]
        return note(shape, tone, title, words, self._tokens, size_px=28)

    def _card(self, signature: SignatureReport) -> QFrame:
        shape, tone = SHAPES[signature.verdict]
        who = signature.signer.subject if signature.signer else self.tr("Nobody that can be named")
        lines = [label(line, "small") for line in _lines(signature)]
        row = marked_row(
            shape, self._tokens.colours[tone], 20, label(short_name(who), "strong"), *lines
        )
        row.setContentsMargins(14, 12, 14, 12)
        frame = QFrame()
        frame.setProperty("kind", "card")
        frame.setLayout(row)
        return frame


def banner_words(report: FileReport) -> tuple[str, str]:
    """Give the verdict in words, and what to make of it."""
    count = len(report.signatures)
    match report.verdict:
        case "valid":
            return (
                QCoreApplication.translate("Check", "%n signature(s) valid", "", count),
                QCoreApplication.translate(
                    "Check", "Intact, by who is named below, and nothing was added since."
                ),
            )
        case "valid-with-changes":
            return (
                QCoreApplication.translate("Check", "Valid, with later changes"),
                QCoreApplication.translate("Check", "What was added later was allowed."),
            )
        case "invalid":
            return (
                QCoreApplication.translate("Check", "Do not rely on this file"),
                QCoreApplication.translate(
                    "Check", "It is not what was signed. Ask its sender for it again."
                ),
            )
        case "unsigned":
            return QCoreApplication.translate("Check", "Nobody has signed this"), ""
        case "unreadable":
            return (
                QCoreApplication.translate("Check", "Could not be checked"),
                QCoreApplication.translate("Check", "The file is too damaged to be read."),
            )
        case _:
            return QCoreApplication.translate("Check", "Cannot be decided yet"), _missing(report)


def _missing(report: FileReport) -> str:
    trusts = {signature.trust for signature in report.signatures}
    if trusts - {"trusted"}:
        return QCoreApplication.translate(
            "Check",
            "Nothing is wrong that can be shown. Who issued the certificate is not known"
            " here as trustworthy.",
        )
    if any("revocation_unknown" in signature.reasons for signature in report.signatures):
        return QCoreApplication.translate(
            "Check",
            "Nothing is wrong that can be shown. Whether the certificate was revoked was not asked"
            " here.",
        )
    return QCoreApplication.translate(
        "Check", "Nothing is wrong that can be shown, but not all of it can be compared here."
    )


def short_name(subject: str) -> str:
    """Give the common name out of a subject's words."""
    for part in subject.replace(";", ",").split(","):
        name, mark, value = part.replace(":", "=", 1).partition("=")
        if mark and name.strip().lower() in ("cn", "common name"):
            return value.strip()
    return subject


def moment_words(stamp: str) -> str:
    """Give an ISO 8601 time as the person's clock and language show it."""
    moment = QDateTime.fromString(stamp, Qt.DateFormat.ISODate).toLocalTime()
    if not moment.isValid():
        return stamp
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm:ss")


def _lines(signature: SignatureReport) -> list[str]:
    translate = QCoreApplication.translate
    intact = {
        "intact": translate("Check", "The signed content is unchanged."),
    }.get(signature.integrity, translate("Check", "The signed content was changed or is broken."))
    covers = {
        "whole-file": translate("Check", "It covers the whole file."),
        "whole-revision": translate("Check", "It covers the file as it was then; more came later."),
    }.get(signature.coverage, translate("Check", "It does not cover all of the file."))
    trust = {
        "trusted": translate("Check", "Its issuer is trusted here."),
    }.get(signature.trust, translate("Check", "Its issuer is not known here as trustworthy."))
    claimed = []
    if signature.claimed_at:
        words = translate("Check", "Claimed time: {time}, not proven")
        claimed.append(words.format(time=moment_words(signature.claimed_at)))
    return [*claimed, intact, covers, trust]
