"""The side panel of signing: as whom, where, how it looks, why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.pades_level import PadesLevel
from paraph.domain.stamp.appearance import USUAL, Appearance
from paraph.domain.stamp.stamp_words import StampFacts, stamp_content
from paraph.gui.cards.certificate_picker import CertificatePicker
from paraph.gui.common.controls import keycap, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon, pixmap
from paraph.gui.common.pause import make_pause
from paraph.gui.common.tokens import Tokens
from paraph.gui.extras.extras_part import ExtrasPart
from paraph.gui.looks.look_row import PREVIEW_PX, LookRow
from paraph.gui.looks.look_words import own_language
from paraph.gui.proof.keep_password import KeepPassword
from paraph.gui.proof.proof_choice import ProofChoice
from paraph.gui.sheet.sheet_parts import panel_scroll
from paraph.gui.viewer.placing_view import PlacingView
from paraph.usecases.choose_certificate import Candidate

_USUAL_PT = (72 * 72 / 25.4, 32 * 72 / 25.4)
_MOST_LETTERS = 200
_PREVIEW_AFTER_MS = 120


class SignPanel(QWidget):
    """Collects the wish for one document. `sign_asked` goes on to the pre-flight."""

    sign_asked = Signal()
    close_asked = Signal()

    def __init__(
        self,
        view: PlacingView,
        tokens: Tokens,
        parent: QWidget | None = None,
        level: str = PadesLevel.B_B,
        *,
        is_locked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sign this document"))
        self._view = view
        self._tokens = tokens
        self.invisible, self.look_known = False, True
        self.picker = CertificatePicker(tokens, self)
        self._readers_note = QLabel()
        self.reason = self._edit(self.tr("Reason"), self.tr("Reason"))
        self.location = self._edit(self.tr("Place"), self.tr("Place"))
        self.proof = ProofChoice(PadesLevel(level))
        self.keep_password = KeepPassword(self.proof, is_locked=is_locked)
        self.extras = ExtrasPart(view, tokens)
        self._where = QLabel()
        self._where_detail = QLabel()
        self._pin_icon = QLabel()
        self._keys = self._keys_row()
        self.without_box = QPushButton(self.tr("Sign without a visible box"))
        self.looks = LookRow()
        self._draft: Appearance | None = None
        language = own_language(QLocale().name())
        self.look = replace(USUAL, language=language)
        self.sign = QPushButton(self.tr("Check and sign…"))
        self._why_not = QLabel()
        self._close = QToolButton()
        self._lay_out()
        self.looks.hide()
        self._stale = make_pause(self, _PREVIEW_AFTER_MS, self._ask_for_preview)
        self._connect()
        self.take_theme(tokens)
        self._refresh()

    @property
    def candidate(self) -> Candidate | None:
        """Give the certificate in use."""
        return self.picker.current

    def take_look(self, look: Appearance) -> None:
        """Use a look; the usual one speaks the window's language."""
        language = own_language(QLocale().name())
        self.look = look if look != USUAL else replace(USUAL, language=language)
        self.look_known = True
        self._refresh()

    def show_draft(self, draft: Appearance | None) -> None:
        """Show a look that is not in use yet; None shows the one that is."""
        self._draft = draft
        self._stale.start()

    def show_readers(self, note: str) -> None:
        """Say of a card in a reader why it is not among the certificates."""
        self._readers_note.setText(note)
        self._readers_note.setVisible(bool(note))
        if note and not self.picker.candidates:
            self.picker.show_unseen()

    def take_theme(self, tokens: Tokens) -> None:
        """Draw the icons in the theme's colours."""
        self._tokens = tokens
        colours = tokens.colours
        self._close.setIcon(icon("x", colours["textSecondary"]))
        self._pin_icon.setPixmap(pixmap("map-pin", colours["accentText"], 20))
        self.sign.setIcon(button_icon("signature", colours["onAccent"]))
        self.picker.take_theme(tokens)
        self.proof.take_theme(tokens)
        self.extras.take_theme(tokens)

    def _connect(self) -> None:
        placement = self._view.placement
        placement.place_changed.connect(self._take_place)
        placement.field_chosen.connect(self._take_place)
        self._view.beneath_changed.connect(self._refresh)
        self.picker.chosen.connect(lambda _: self._refresh())
        self.extras.changed.connect(self._refresh)
        self.extras.words_given.connect(self._take_words)
        for edit in (self.reason, self.location):
            edit.textChanged.connect(lambda _: self._take_typing())
        self._view.source.signals.stamp_ready.connect(self._show_preview)
        self.without_box.clicked.connect(self._go_without)
        self.sign.clicked.connect(self.sign_asked)
        self._close.clicked.connect(self.close_asked)

    def _take_typing(self) -> None:
        self.extras.take_words(self.reason.text().strip(), self.location.text().strip())
        self._stale.start()

    def _take_words(self, reason: str, location: str) -> None:
        self.reason.setText(reason or self.reason.text())
        self.location.setText(location or self.location.text())

    def _take_place(self, chosen: object) -> None:
        if chosen is not None:
            self.invisible = False
        self._refresh()

    def _go_without(self) -> None:
        self._view.placement.remove()
        self.invisible = True
        self._refresh()

    def _refresh(self) -> None:
        placed = self._say_where()
        self.without_box.setVisible(not placed)
        self._keys.setVisible(self._view.placement.place is not None)
        reason = self.extras.trouble
        if self.candidate is not None:
            self.extras.state.set_holder(self.candidate.facts.holder)
        if self.candidate is None:
            reason = self.tr("A certificate that can sign is missing.")
        elif not self.look_known:
            reason = self.tr("Reading how your signature looks…")
        elif not placed:
            reason = self.tr("Put the box on a page first (Ctrl+G), or sign without one.")
        self.sign.setEnabled(not reason)
        self._why_not.setText(
            reason or self.tr("Your original stays as it is; a signed copy is made.")
        )
        self.sign.setAccessibleDescription(self._why_not.text())
        self._stale.start()

    def _say_where(self) -> bool:
        place, field = self._view.placement.place, self._view.placement.choice.field_name
        if field is not None:
            self._where.setText(self.tr("In the field {name}").format(name=field))
            self._where_detail.setText(self.tr("It was prepared in the document."))
        elif place is not None:
            self._where.setText(self._view.corner_in_words())
            beneath = self._view.beneath_in_words()
            self._where_detail.setText(beneath or self._view.size_in_words())
        elif self.invisible:
            self._where.setText(self.tr("Nowhere on the pages"))
            self._where_detail.setText(self.tr("The signature is in the file, without a box."))
        else:
            self._where.setText(self.tr("No box yet"))
            self._where_detail.setText(self.tr("Draw it on a page, or press Ctrl+G."))
        return field is not None or place is not None or self.invisible

    def _ask_for_preview(self) -> None:
        candidate, placement = self.candidate, self._view.placement
        is_hidden = self.invisible and self._draft is None
        if candidate is None or is_hidden:
            self.looks.hide()
            self._view.set_stamp(None)
            return
        rect = placement.scene_rect() or placement.chosen_field_rect()
        width, height = (rect.width(), rect.height()) if rect is not None else _USUAL_PT
        if width < 1 or height < 1:
            self.looks.hide()
            return
        content = stamp_content(
            StampFacts(
                candidate.facts,
                datetime.now(UTC).astimezone(),
                self.reason.text().strip(),
                self.location.text().strip(),
                self._view.source.shown_sha256,
            ),
            self._draft or self.look,
        )
        ratio = self.devicePixelRatioF()
        scale = min(PREVIEW_PX.width() / width, PREVIEW_PX.height() / height)
        self._view.source.want_stamp(content, width, height, max(1.0, scale) * ratio)

    def _show_preview(self, image: QImage, left_out: Sequence[str]) -> None:
        self.looks.preview.show_stamp(image, left_out)
        self.looks.setVisible(not self.invisible)
        self._view.set_stamp(None if self.invisible else image)

    def _edit(self, placeholder: str, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(name)
        edit.setMaxLength(_MOST_LETTERS)
        edit.setMinimumHeight(34)
        return edit

    def _lay_out(self) -> None:
        self._readers_note.setProperty("kind", "small")
        self._readers_note.setProperty("tone", "changed")
        self._readers_note.setWordWrap(True)
        self._readers_note.setTextFormat(Qt.TextFormat.PlainText)
        self._readers_note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._readers_note.hide()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(8)
        for parts in (
            [section(self.tr("SIGNING AS")), self.picker, self._readers_note],
            [section(self.tr("WHERE")), self._where_card(), self._keys, self.without_box],
            [self.extras],
            [self.looks],
            [section(self.tr("REASON AND PLACE")), self._words_row()],
            [section(self.tr("PROOF OF TIME")), self.proof, self.proof.below, self.keep_password],
        ):
            for part in parts:
                column.addWidget(part)
            column.addSpacing(6)
        column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._title_row())
        outer.addWidget(panel_scroll(body), 1)
        outer.addWidget(self._foot())

    def _title_row(self) -> QHBoxLayout:
        title = QLabel(self.tr("Sign this document"))
        title.setProperty("kind", "title")
        self._close.setProperty("kind", "tool")
        self._close.setAccessibleName(self.tr("Close the panel"))
        self._close.setToolTip(self.tr("Close the panel (Esc)"))
        row = QHBoxLayout()
        row.setContentsMargins(20, 16, 14, 10)
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self._close)
        return row

    def _where_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        self._where.setProperty("kind", "strong")
        self._where_detail.setProperty("kind", "small")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._pin_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        for label in (self._where, self._where_detail):
            label.setWordWrap(True)
            words.addWidget(label)
        row.addLayout(words, 1)
        self.without_box.setProperty("kind", "link")
        self.without_box.setAccessibleName(self.without_box.text())
        return card

    def _keys_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, words in (
            (self.tr("Arrows"), self.tr("move")),
            (self.tr("Alt+Arrows"), self.tr("resize")),
        ):
            act = QLabel(words)
            act.setProperty("kind", "small")
            row.addWidget(keycap(key))
            row.addWidget(act)
            row.addSpacing(8)
        row.addStretch()
        return holder

    def _words_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reason, 5)
        row.addWidget(self.location, 3)
        return holder

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("panelFoot")
        self.sign.setProperty("kind", "primary")
        self.sign.setProperty("scale", "large")
        self.sign.setIconSize(BUTTON_ICON)
        self.sign.setAccessibleName(self.tr("Check and sign"))
        self.sign.setToolTip(self.tr("Check and sign (Ctrl+Enter)"))
        self._why_not.setProperty("kind", "small")
        self._why_not.setWordWrap(True)
        column = QVBoxLayout(foot)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self.sign)
        column.addWidget(self._why_not)
        return foot
