"""What the program says of itself."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate


def show_about(window: QWidget, version: str) -> None:
    """Show the program's version and its licence."""
    words = translate(
        "MainWindow",
        "Paraph {version}\n\nSigns PDF documents with a card. Free software under the"
        " GNU Affero General Public License, version 3 or later.",
    )
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("MainWindow", "About Paraph"))
    box.setText(words.format(version=version))
    box.open()
