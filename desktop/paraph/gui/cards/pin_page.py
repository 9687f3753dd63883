"""The PIN or password: what is signed, as whom, and what the card says of its tries."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.keys.pin_policy import PinPolicy
from paraph.domain.keys.secret import Secret
from paraph.gui.cards.card_words import act_words, joined, place_line
from paraph.gui.cards.pin_words import kept_words, pin_words
from paraph.gui.common.controls import act_button, label, section
from paraph.gui.common.icons import BUTTON_ICON, button_icon, icon, pixmap
from paraph.gui.common.tokens import Tokens
from paraph.gui.sheet.sheet import SheetPage
from paraph.gui.sheet.sheet_parts import close_button, note, title_row
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate

_LONGEST_PIN = 128
_LONGEST_PASSWORD = 1000
_STATES = (
    (PinState.NORMAL, "circle-check"),
    (PinState.COUNT_LOW, "alert-triangle"),
    (PinState.FINAL_TRY, "octagon-minus"),
    (PinState.LOCKED, "lock"),
)


class PinPage(SheetPage):
    """Asks for the PIN once. A wrong one clears the field and the page stays."""

    confirmed = Signal(object)  # Secret | None; None where the reader has keys
    stopped = Signal()

    def __init__(
        self,
        candidate: Candidate,
        document: tuple[str, str],
        tokens: Tokens,
        policy: PinPolicy,
        demo_pin: Secret | None = None,
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._candidate = candidate
        self._key = candidate.token.key_kind
        self._in_file = self._key is KeyKind.KEY_FILE
        self._words = pin_words(self._key, candidate.token.middleware)
        self._by_reader = candidate.token.by_reader
        self.state = PinState.NORMAL
        self.pin = self._make_pin()
        self._eye = QToolButton()
        is_seal = candidate.facts.is_legal_person
        words = self.tr("Seal 1 document") if is_seal else self.tr("Sign 1 document")
        self.sign = act_button(words, "primary")
        self.stop = act_button(self.tr("Stop here"))
        self._notes = QVBoxLayout()
        self._field = QWidget()
        self._pills = QHBoxLayout()
        self._foot = QHBoxLayout()
        self._says = section(self._words.says)
        self._kept = label(kept_words(policy, self._key), "small")
        self._lay_out(document, demo_pin)
        self.sign.clicked.connect(self._confirm)
        self.stop.clicked.connect(self.stopped)
        self.pin.textChanged.connect(lambda _: self._show_can_sign())
        self.pin.returnPressed.connect(self._enter)
        self.show_state(PinState.NORMAL)

    def show_state(self, state: PinState, refused: str = "") -> None:
        """Show what the card says of its PIN; `refused` is the code after a PIN in vain."""
        self.state = state
        self._by_reader = self._by_reader or state is PinState.READER
        was_refused = refused == "pin_incorrect"
        self._clear(self._notes)
        if was_refused and state not in (PinState.FINAL_TRY, PinState.LOCKED):
            self.state = PinState.COUNT_LOW
        for made in self._notes_of(self.state, was_refused=was_refused):
            self._notes.addWidget(made)
        if self._by_reader and self.state not in (PinState.READER, PinState.LOCKED):
            self._notes.addWidget(self._reader_note())
        if refused == "pin_length":
            self._notes.addWidget(self._length_note())
        self._clear(self._pills)
        if self._has_tries:
            for kind, icon_name in _STATES:
                self._pills.addWidget(self._pill(kind, icon_name))
            self._pills.addStretch()
        last = self.state in (PinState.FINAL_TRY, PinState.LOCKED)
        self._set_primary(self.stop if last else self.sign)
        self._says.setVisible(self._has_tries)
        has_field = not self._by_reader and self.state is not PinState.LOCKED
        self._field.setVisible(has_field)
        self._kept.setVisible(self.state is not PinState.LOCKED)
        self.sign.setVisible(self.state is not PinState.LOCKED)
        self.stop.setText(self.tr("Stop here") if last else self.tr("Cancel"))
        self.stop.setAccessibleName(self.stop.text())
        self.pin.clear()
        self._show_can_sign()

    @property
    def _has_tries(self) -> bool:
        return self.state is not PinState.READER and not self._in_file

    def take_focus(self) -> None:
        """Begin in the field; on the last try on the safe button."""
        last = self.state in (PinState.FINAL_TRY, PinState.LOCKED)
        target = self.stop if last else self.sign if self._by_reader else self.pin
        target.setFocus()

    def esc(self) -> None:
        """Stop: nothing is signed."""
        self.pin.clear()
        self.stopped.emit()

    def _enter(self) -> None:
        # On the last try Enter does nothing: only the button spends it.
        if self.state is not PinState.FINAL_TRY:
            self._confirm()

    def _confirm(self) -> None:
        if self._by_reader:
            self.confirmed.emit(None)
        elif self.pin.text() or self._in_file:
            # A key file may have the empty password (RFC 7292, B.1).
            secret = Secret(self.pin.text())
            self.pin.clear()
            self.confirmed.emit(secret)

    def _show_can_sign(self) -> None:
        ready = self._by_reader or self._in_file or bool(self.pin.text())
        self.sign.setEnabled(ready)
        self.sign.setToolTip("" if ready else self._words.first)

    def _reader_note(self) -> QFrame:
        return note(
            "keyboard",
            "accentText",
            self.tr("Type the PIN on the reader."),
            self.tr("It has its own keys; the PIN does not pass through here."),
            self._tokens,
        )

    def _length_note(self) -> QFrame:
        token = self._candidate.token
        words = self._words.again
        if token.pin_max:
            words = self.tr("It has {least} to {most} characters.").format(
                least=token.pin_min, most=token.pin_max
            )
        return note("alert-triangle", "changed", self._words.length, words, self._tokens)

    def _notes_of(self, state: PinState, *, was_refused: bool) -> list[QFrame]:
        tokens = self._tokens
        match state:
            case PinState.FINAL_TRY:
                return [
                    note(
                        "octagon-minus",
                        "invalid",
                        self._words.last,
                        self._words.unsure,
                        tokens,
                    )
                ]
            case PinState.LOCKED:
                return [
                    note(
                        "lock",
                        "invalid",
                        self._words.locked,
                        self._words.unlock,
                        tokens,
                    )
                ]
            case PinState.READER:
                return [self._reader_note()]
            case PinState.COUNT_LOW:
                before = self.tr("A wrong PIN was typed before.")
                return [
                    note(
                        "alert-triangle",
                        "changed",
                        self._words.refused if was_refused else before,
                        self._words.again,
                        tokens,
                    )
                ]
            case _:
                return []

    def _pill(self, kind: PinState, icon_name: str) -> QFrame:
        words = {
            PinState.NORMAL: self.tr("Normal"),
            PinState.COUNT_LOW: self.tr("A try was wrong"),
            PinState.FINAL_TRY: self.tr("Last try"),
            PinState.LOCKED: self.tr("Locked"),
        }[kind]
        tones = {PinState.COUNT_LOW: "changed", PinState.NORMAL: "valid"}
        is_current = kind is self.state
        tone = tones.get(kind, "invalid") if is_current else "off"
        colour = self._tokens.colours["textMuted" if tone == "off" else tone]
        pill = QFrame()
        pill.setProperty("kind", "pill")
        pill.setProperty("tone", tone)
        sign = QLabel()
        sign.setPixmap(pixmap(icon_name, colour, 16))
        text = QLabel(words)
        text.setProperty("kind", "pillWords")
        text.setProperty("tone", tone)
        row = QHBoxLayout(pill)
        row.setContentsMargins(11, 0, 13, 0)
        row.setSpacing(6)
        row.addWidget(sign)
        row.addWidget(text)
        if is_current:
            pill.setAccessibleName(words)
        return pill

    def _make_pin(self) -> QLineEdit:
        pin = QLineEdit()
        pin.setObjectName("pin")
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setMaxLength(_LONGEST_PASSWORD if self._in_file else _LONGEST_PIN)
        pin.setAccessibleName(self._words.field)
        pin.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        pin.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        pin.setMinimumHeight(44)
        return pin

    def _lay_out(self, document: tuple[str, str], demo_pin: Secret | None) -> None:
        detail = joined(self._candidate.facts.holder, place_line(self._candidate))
        icon_name = "file-text" if self._in_file else "credit-card"
        head = title_row(icon_name, self._words.title, detail, self._tokens)
        cross = close_button(self.tr("Stop here"), self._tokens)
        cross.clicked.connect(self.esc)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._act(document))
        column.addLayout(self._notes)
        column.addWidget(self._pin_field(demo_pin))
        column.addWidget(self._kept)
        self._pills.setSpacing(8)
        column.addWidget(self._says)
        column.addLayout(self._pills)
        column.addSpacing(4)
        self._foot.addStretch()
        column.addLayout(self._foot)

    def _act(self, document: tuple[str, str]) -> QFrame:
        name, detail = document
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(3)
        column.addWidget(label(name, "strong"))
        column.addWidget(label(act_words(self._candidate)))
        column.addWidget(label(detail, "small"))
        return frame

    def _pin_field(self, demo_pin: Secret | None) -> QWidget:
        self._eye.setCheckable(True)
        self._eye.setProperty("kind", "frame")
        self._eye.setFixedSize(44, 44)
        self._eye.setAccessibleName(self._words.show)
        self._eye.setToolTip(self._words.show)
        self._eye.setIcon(icon("eye-off", self._tokens.colours["text"]))
        self._eye.toggled.connect(self._show_pin)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.pin, 1)
        row.addWidget(self._eye)
        promise = self._words.promise
        if demo_pin is not None:
            promise = self.tr("This is the demo’s token. Its PIN is {pin}.").format(
                pin=demo_pin.reveal()
            )
        column = QVBoxLayout(self._field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self._words.heading))
        column.addLayout(row)
        column.addWidget(label(promise, "small"))
        return self._field

    def _show_pin(self, shown: bool) -> None:  # noqa: FBT001 - a slot for `toggled`
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.pin.setEchoMode(mode)
        self._eye.setIcon(icon("eye" if shown else "eye-off", self._tokens.colours["text"]))

    def _set_primary(self, chosen: QWidget) -> None:
        for each in sorted((self.stop, self.sign), key=lambda button: button is chosen):
            self._foot.removeWidget(each)
            self._foot.addWidget(each)
            each.setProperty("kind", "primary" if each is chosen else "plain")
            each.style().unpolish(each)
            each.style().polish(each)
        tone = "onAccent" if chosen is self.sign else "text"
        self.sign.setIcon(button_icon("signature", self._tokens.colours[tone]))
        self.sign.setIconSize(BUTTON_ICON)

    def _clear(self, layout: QVBoxLayout | QHBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
