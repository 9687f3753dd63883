"""What holds of the signatures that a request's document has already, in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from paraph.domain.verification import FileReport
from paraph.gui.common.controls import ElidedLabel, act_button
from paraph.gui.common.icons import pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.signing.check_panel import SHAPES, banner_words, short_name

translate = QCoreApplication.translate


def verdict_words(report: FileReport) -> tuple[str, str]:
    """Give the verdict; a single valid signature is told by its name."""
    if report.verdict == "valid" and len(report.signatures) == 1:
        signer = report.signatures[0].signer
        if signer is not None:
            words = translate("Inbox", "{name}’s signature is valid")
            return words.format(name=short_name(signer.subject)), translate(
                "Inbox", "Nothing was changed after it."
            )
    return banner_words(report)


class VerdictBar(QFrame):
    """Shown once there is something to say; a document without a signature has nothing."""

    details_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self._tokens = tokens
        self.report: FileReport | None = None
        self._sign, self._what, self._more = QLabel(), QLabel(), ElidedLabel()
        self.details = act_button(self.tr("Details"), "link")
        self.details.clicked.connect(self.details_asked)
        self._what.setProperty("kind", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 9, 16, 9)
        row.setSpacing(9)
        row.addWidget(self._sign)
        row.addWidget(self._what)
        row.addWidget(self._more, 1)
        row.addWidget(self.details)
        self.hide()

    @property
    def words(self) -> str:
        """Give what is said."""
        return f"{self._what.text()}. {self._more.toolTip()}"

    def show_report(self, report: FileReport | None) -> None:
        """Show a report, or nothing."""
        self.report = report
        is_said = report is not None and report.verdict not in ("unsigned", "unsupported")
        if report is not None and is_said:
            what, more = verdict_words(report)
            tone = SHAPES[report.verdict][1]
            self._what.setText(what)
            self._more.say(more)
            for each in (self, self._what):
                each.setProperty("tone", tone)
                each.style().unpolish(each)
                each.style().polish(each)
            self.setAccessibleName(f"{what} {more}")
            self.take_theme(self._tokens)
        self.setVisible(is_said)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the sign in the theme's colours."""
        self._tokens = tokens
        if self.report is not None:
            shape, tone = SHAPES[self.report.verdict]
            self._sign.setPixmap(pixmap(shape, tokens.colours[tone], 18))
