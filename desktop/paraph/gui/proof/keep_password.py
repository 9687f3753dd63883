"""Whether the password of a locked document may be kept until its proof is there."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from paraph.domain.pades_level import PadesLevel
from paraph.gui.common.controls import label
from paraph.gui.proof.proof_choice import ProofChoice


class KeepPassword(QWidget):
    """A choice that is off until the person makes it."""

    def __init__(self, proof: ProofChoice | None = None, *, is_locked: bool = True) -> None:
        """With `proof` it shows where that may have to wait, and the document is locked."""
        super().__init__()
        translate = QCoreApplication.translate
        self.box = QCheckBox(translate("Proof", "Keep the password until the proof is there"))
        words = translate(
            "Proof",
            "If the proof has to wait: in this computer’s keychain, and removed from it once the"
            " proof is added. Otherwise you are asked for it then.",
        )
        self.box.setAccessibleDescription(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(label(words, "small"))
        if proof is not None:

            def follow() -> None:
                self.setHidden(not (is_locked and proof.level is not PadesLevel.B_B))

            proof.currentIndexChanged.connect(follow)
            if not is_locked or proof.level is PadesLevel.B_B:
                self.hide()  # and never shown here, where it has no window to be in yet

    @property
    def is_wanted(self) -> bool:
        """Tell whether the person lets it be kept; a choice that is not shown is none."""
        return self.box.isChecked() and not self.isHidden()
