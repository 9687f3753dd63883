"""The proof of time that a signature is to carry: none, a timestamp, or long-term proof."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from paraph.domain.pades_level import PadesLevel
from paraph.gui.common.controls import Choice


class ProofChoice(Choice):
    """Holds a level; `below` says what the choice means."""

    def __init__(self, level: PadesLevel) -> None:
        super().__init__(QCoreApplication.translate("Proof", "Proof of time"))
        for each, words in _words(level).items():
            self.addItem(words, str(each))
        self.setCurrentIndex(self.findData(str(level)))
        self.below = QLabel()
        self.below.setProperty("kind", "small")
        self.below.setWordWrap(True)
        self.currentIndexChanged.connect(lambda _: self._explain())
        self._explain()

    @property
    def level(self) -> PadesLevel:
        """Give what is chosen."""
        return PadesLevel(self.currentData())

    def choose(self, level: PadesLevel) -> None:
        """Choose another level."""
        self.setCurrentIndex(self.findData(str(level)))

    def _explain(self) -> None:
        if self.level is PadesLevel.B_B:
            words = QCoreApplication.translate(
                "Proof", "Only this computer’s clock says when it was signed."
            )
        else:
            words = QCoreApplication.translate(
                "Proof",
                "Needs the network for a moment. Offline, you sign now and the proof is added by"
                " itself later.",
            )
        self.below.setText(words)
        self.setAccessibleDescription(words)


def _words(level: PadesLevel) -> dict[PadesLevel, str]:
    """Give what can be chosen, and B-LT only where it is set already."""
    translate = QCoreApplication.translate
    words = {
        PadesLevel.B_B: translate("Proof", "None"),
        PadesLevel.B_T: translate("Proof", "Timestamp"),
        PadesLevel.B_LT: translate("Proof", "Timestamp and revocation data"),
        PadesLevel.B_LTA: translate("Proof", "Timestamp and long-term proof"),
    }
    if level is not PadesLevel.B_LT:
        del words[PadesLevel.B_LT]
    return words
