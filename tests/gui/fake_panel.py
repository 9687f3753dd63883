"""A side panel with words and a button, in place of the one for signing."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class Panel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.button = QPushButton("Check and sign…")
        column.addWidget(QLabel("Sign this document"))
        column.addWidget(self.button)
