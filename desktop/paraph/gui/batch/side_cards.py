"""The panel beside a batch: what is agreed on before it, and what was agreed while it runs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.many.batch import Batch, RowState
from paraph.domain.pades_level import PadesLevel
from paraph.domain.placing.batch_place import PlaceSource
from paraph.domain.placing.signature_extras import Extras
from paraph.gui.batch.agreed_words import Asked, asked_words, extras_words
from paraph.gui.cards.certificate_picker import CertificatePicker
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet_parts import marked_row, panel_scroll


def card(icon_name: str, title: str, words: str, tokens: Tokens) -> QFrame:
    """Make a card: an icon, a title, and what it means."""
    frame = QFrame()
    frame.setProperty("kind", "sunken")
    lines = (label(title, "strong"), label(words, "small"))
    row = marked_row(icon_name, tokens.colours["accentText"], 20, *lines)
    row.setContentsMargins(16, 12, 14, 12)
    frame.setLayout(row)
    return frame


class PlanSide(QFrame):
    """As whom, why, how often the PIN is asked, where the copies go; and the way on."""

    check_asked = Signal()
    folder_asked = Signal()
    cancelled = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self._tokens = tokens
        self.picker = CertificatePicker(tokens, self)
        self.reason, self.location = QLineEdit(), QLineEdit()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        self.check = act_button("", "primary")
        self.cancel = act_button(self.tr("Cancel"))
        self.folder = act_button(self.tr("Another folder…"), "link")
        self.check.clicked.connect(self.check_asked)
        self.cancel.clicked.connect(self.cancelled)
        self.folder.clicked.connect(self.folder_asked)
        self._lay_out()

    def show_plan(
        self, asked: Asked, extras: Extras | None, copies: tuple[str, str], why_not: str
    ) -> None:
        """Show what is known now; `why_not` says what keeps one from going on."""
        words = self.tr("Check %n", "", asked.documents)
        self.check.setText(words)
        self.check.setAccessibleName(words)
        self.check.setEnabled(not why_not)
        self.check.setToolTip(why_not)
        _clear(self._cards)
        self._cards.addWidget(card("key", *asked_words(asked), self._tokens))
        if extras is not None:
            self._cards.addWidget(card("signature", *extras_words(extras), self._tokens))
        self._cards.addWidget(card("folder-check", copies[0], copies[1], self._tokens))
        if why_not:
            self._cards.addWidget(card("info-circle", self.tr("Not yet"), why_not, self._tokens))

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme; the cards are made anew with the next plan."""
        self._tokens = tokens
        self.picker.take_theme(tokens)
        self.check.setIcon(button_icon("list-check", tokens.colours["onAccent"]))

    def _lay_out(self) -> None:
        self.check.setIconSize(BUTTON_ICON)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 20, 22, 12)
        column.setSpacing(10)
        column.addWidget(label(self.tr("What is agreed"), "panelTitle"))
        column.addWidget(section(self.tr("AS WHOM")))
        column.addWidget(self.picker)
        for words, entry in (
            (self.tr("REASON"), self.reason),
            (self.tr("LOCATION"), self.location),
        ):
            column.addWidget(section(words))
            entry.setAccessibleName(words.capitalize())
            column.addWidget(entry)
        column.addSpacing(4)
        column.addLayout(self._cards)
        column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        foot = QFrame()
        foot.setObjectName("panelFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(22, 12, 22, 12)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.check)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panel_scroll(body), 1)
        outer.addWidget(foot)


class RunSide(QFrame):
    """What was agreed, the signature that was made last, and the end."""

    report_asked = Signal()
    done_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self._tokens = tokens
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._now_title = section(self.tr("NOW"))
        self._now = QLabel()
        self._now.setObjectName("stampPreview")
        self._now.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._now.setAccessibleName(self.tr("The signature that was made last"))
        self._leave = QWidget()
        self.report = act_button(self.tr("Save the report…"))
        self.done = act_button(self.tr("Done"), "primary")
        self.report.clicked.connect(self.report_asked)
        self.done.clicked.connect(self.done_asked)
        self._told: tuple[object, ...] = ()
        self._lay_out()
        self.show_now(None)

    def show_batch(self, batch: Batch, key: KeyKind, owed: int | None, *, runs: bool) -> None:
        """Show what was agreed; `owed` files wait for proof, None is not known."""
        placed = [row for row in batch.rows if row.found_by != PlaceSource.NOWHERE]
        told = (batch.id, batch.pin_prompts, owed, key, self._tokens.theme, len(placed))
        self._leave.setVisible(runs)
        is_over = not batch.in_state(RowState.WAITING)
        self.done.setVisible(not runs)
        self.done.setText(self.tr("Done") if is_over else self.tr("Close for now"))
        self.report.setVisible(not runs)
        if told == self._told:
            return
        self._told = told
        _clear(self._cards)
        extras = [("list-check", *extras_words(batch.extras))] if batch.extras is not None else []
        for icon_name, title, words in (
            ("key", *self._pin_words(batch.pin_prompts, key)),
            ("signature", *self._place_words(batch)),
            *extras,
            ("clock", *self._proof_words(batch, owed)),
            ("folder-check", *self._copy_words(batch)),
        ):
            self._cards.addWidget(card(icon_name, title, words, self._tokens))

    def show_now(self, picture: QPixmap | None) -> None:
        """Show the signature that was made last, or none."""
        for each in (self._now_title, self._now):
            each.setVisible(picture is not None)
        if picture is not None:
            width = max(120, self.width() - 48)
            ratio = self.devicePixelRatioF()
            shown = picture.scaledToWidth(
                round(width * ratio), Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(ratio)
            self._now.setPixmap(shown)

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._tokens = tokens
        self._told = ()

    def _pin_words(self, prompts: int, key: KeyKind) -> tuple[str, str]:
        is_file = key is KeyKind.KEY_FILE
        if prompts == 0:
            return self.tr("Nothing was asked"), self.tr("It was unlocked already.")
        if prompts == 1:
            title = self.tr("The PIN was asked once")
            title = self.tr("The password was asked once") if is_file else title
        else:
            title = self.tr("The PIN was asked %n times", "", prompts)
            title = self.tr("The password was asked %n times", "", prompts) if is_file else title
        if prompts == 1 and key is KeyKind.CARD:
            return title, self.tr(
                "Your card stays open for the whole batch."
                " Paraph forgot the PIN as soon as the card had it."
            )
        return title, self.tr("Nothing of it is kept once the batch is over.")

    def _place_words(self, batch: Batch) -> tuple[str, str]:
        by_hand = sum(row.found_by == PlaceSource.HAND for row in batch.rows)
        found = [r for r in batch.rows if r.found_by not in (PlaceSource.HAND, PlaceSource.NOWHERE)]
        if not found and not by_hand:
            return self.tr("No visible box"), self.tr("The signatures stand in the files alone.")
        labels = {row.label for row in found if row.label}
        by = self.tr("By their words.")
        if len(labels) == 1:
            by = self.tr("By the text “{text}”.").format(text=labels.pop())
        by_hand_words = self.tr("%n placed by hand.", "", by_hand)
        words = f"{by} {by_hand_words}" if by_hand else by
        return self.tr("Place found in %n document(s)", "", len(found)), words

    def _proof_words(self, batch: Batch, owed: int | None) -> tuple[str, str]:
        if batch.level is PadesLevel.B_B:
            return self.tr("No timestamp"), self.tr("None was asked for; it can be added later.")
        title = self.tr("Timestamp and long-term proof")
        if owed:
            return title, self.tr(
                "Added while the batch runs; %n still owed, paid by themselves.", "", owed
            )
        return title, self.tr("Added by themselves as soon as a network is there.")

    def _copy_words(self, batch: Batch) -> tuple[str, str]:
        folders = {row.output.parent for row in batch.rows}
        if len(folders) == 1:
            title = self.tr("Signed copies go to one folder")
            return title, str(next(iter(folders)))
        title = self.tr("Signed copies go beside the originals")
        return title, self.tr("In %n folder(s).", "", len(folders))

    def _lay_out(self) -> None:
        info = QHBoxLayout(self._leave)
        info.setContentsMargins(0, 0, 0, 0)
        sign = QLabel()
        sign.setPixmap(pixmap("info-circle", self._tokens.colours["textSecondary"], 16))
        info.addWidget(sign)
        info.addWidget(label(self.tr("You may leave this page: signing goes on."), "small"), 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 20, 22, 12)
        column.setSpacing(12)
        column.addWidget(label(self.tr("What was agreed"), "panelTitle"))
        column.addLayout(self._cards)
        column.addSpacing(4)
        column.addWidget(self._now_title)
        column.addWidget(self._now)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 8, 22, 14)
        foot.addWidget(self._leave, 1)
        foot.addWidget(self.report)
        foot.addStretch(0)
        foot.addWidget(self.done)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panel_scroll(body), 1)
        outer.addLayout(foot)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
