"""The one application style sheet. Rules name an object or a `kind`, and so reach no child."""

from string import Template

from paraph.gui.common.tokens import Theme, Tokens

_SHEET = Template("""
QWidget { font-size: 14px; }
QMainWindow, QWidget#shell, QWidget#desk { background: $canvas; }
QToolTip { background: $surfaceRaised; color: $text; border: 1px solid $borderStrong;
  padding: 4px 8px; font-size: 13px; }
QFrame#rail { background: $rail; border: none; border-right: 1px solid $border; }
QFrame#header { background: $canvas; border: none; border-bottom: 1px solid $border; }
QFrame#strip { background: $rail; border: none; border-top: 1px solid $border; }
QFrame#toolbar { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#tabRow { background: $canvas; border: none; border-bottom: 1px solid $border; }
QFrame#sidePanel { background: $surface; border: none; border-left: 1px solid $border; }
QFrame[kind="rule"] { background: $border; border: none; }
QLabel#mark { background: $accent; border-radius: 10px; }
QLabel[kind="display"] { font-size: 28px; font-weight: 600; color: $text; }
QLabel[kind="title"] { font-size: 20px; font-weight: 600; color: $text; }
QLabel[kind="strong"] { font-weight: 600; color: $text; }
QLabel[kind="secondary"] { color: $textSecondary; }
QLabel[kind="small"] { font-size: 13px; color: $textSecondary; }
QLabel[kind="strip"] { font-size: 13px; color: $textSecondary; }

QToolButton[kind="rail"] { background: transparent; border: 1px solid transparent;
  border-radius: 12px; color: $textSecondary; font-size: 12px; font-weight: 500; padding: 6px 2px; }
QToolButton[kind="rail"]:hover { background: $hover; }
QToolButton[kind="rail"]:checked { background: $surface; border-color: $border;
  color: $accentText; }
QToolButton[kind="rail"]:focus { border: 2px solid $focus; }
QToolButton[kind="tool"] { background: transparent; border: 2px solid transparent;
  border-radius: 8px; min-width: 28px; min-height: 28px; padding: 0; }
QToolButton[kind="tool"]:hover { background: $hover; }
QToolButton[kind="tool"]:checked { background: $accentSoft; }
QToolButton[kind="tool"]:focus { border-color: $focus; }
QToolButton[kind="strip"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; font-size: 13px; color: $text; padding: 2px 6px; }
QToolButton[kind="strip"]:hover { background: $hover; }
QToolButton[kind="strip"]:focus { border-color: $focus; }

QToolButton[kind="strip"][tone="sandbox"] { background: $sandboxSoft; color: $sandbox;
  border: 1px solid $sandboxLine; border-radius: 12px; padding: 2px 10px; font-weight: 600; }
QToolButton[kind="strip"][tone="sandbox"]:focus { border: 2px solid $focus; }

QPushButton { background: $surface; color: $text; border: 1px solid $borderStrong; outline: none;
  border-radius: 8px; padding: 0 14px; min-height: 32px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $surfaceSunken; }
QPushButton:focus { border: 2px solid $focus; padding: 0 13px; min-height: 30px; }
QPushButton:disabled { color: $textDisabled; border-color: $border; }
QPushButton:checked { background: $accentSoft; color: $accentText; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; color: $onAccent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[kind="primary"]:pressed { background: $accentPressed; }
QPushButton[kind="primary"]:focus { border: 3px solid $text; padding: 0 12px; min-height: 28px; }
QPushButton[scale="large"] { min-height: 42px; padding: 0 20px; }
QPushButton[scale="large"]:focus { min-height: 40px; padding: 0 19px; }
QPushButton[kind="primary"][scale="large"]:focus { padding: 0 18px; min-height: 38px; }

QPushButton#search { text-align: left; color: $textMuted; font-size: 13px; font-weight: 400;
  border-color: $border; padding: 0 11px; }
QPushButton#search:hover { border-color: $borderStrong; }
QPushButton#search:focus { border-color: $focus; padding: 0 10px; }
QLabel[kind="keycap"] { background: $surfaceSunken; color: $textSecondary; font-size: 12px;
  font-weight: 500; border: 1px solid $border; border-radius: 5px; padding: 1px 8px; }
QLineEdit#paletteField, QLineEdit#paletteField:focus { background: transparent; border: none;
  font-size: 18px; min-height: 38px; padding: 0; }
QListWidget#paletteRows { background: transparent; border: none; outline: none; padding: 4px 12px; }

QMenuBar { background: transparent; border: none; padding: 5px 0 0 0; color: $textSecondary;
  font-size: 13px; }
QMenuBar::item { background: transparent; padding: 6px 12px; border-radius: 6px; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $surfaceRaised; color: $text; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 6px; margin: 1px 0; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $textDisabled; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $textSecondary; border: 1px solid transparent;
  border-bottom: none; border-top-left-radius: 8px; border-top-right-radius: 8px;
  min-height: 24px; padding: 3px 8px 7px 12px; }
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { background: $surface; color: $text; border-color: $border;
  font-weight: 600; }
QTabBar::tab:selected:focus { color: $accentText; border: 2px solid $focus; border-bottom: none;
  padding: 2px 7px 7px 11px; }

QLineEdit { background: $surface; color: $text; border: 1px solid $borderStrong;
  placeholder-text-color: $textMuted;
  border-radius: 8px; padding: 0 8px; min-height: 28px; selection-background-color: $accent;
  selection-color: $onAccent; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 7px; min-height: 26px; }
QPlainTextEdit { background: $surface; color: $text; border: 1px solid $borderStrong;
  border-radius: 8px; padding: 4px; selection-background-color: $accent;
  selection-color: $onAccent; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px; }
QListView#thumbnails { background: $canvas; border: 2px solid $canvas;
  border-right: 1px solid $border; outline: none; }
QListView#thumbnails:focus { border: 2px solid $focus; }
QGraphicsView { background: $surfaceSunken; border: none; }
QFrame#boxBar, QFrame#findBar { background: $surfaceRaised; border: 1px solid $border;
  border-radius: 8px; }
QFrame#message { background: $invalidSoft; border: 1px solid $invalidLine; border-radius: 12px; }
QFrame#message QLabel { color: $text; }
QFrame#message QLabel[kind="strong"] { color: $invalid; }

QLabel[kind="section"] { font-size: 12px; font-weight: 600; color: $textSecondary; }
QLabel[tone="valid"] { color: $valid; }
QLabel[tone="invalid"] { color: $invalid; }
QLabel[tone="changed"] { color: $changed; }
QLabel[tone="unknown"] { color: $unknown; }
QLabel[tone="accentText"] { color: $accentText; }
QWidget#panelBody { background: $surface; }
QScrollArea#panelScroll { background: $surface; border: none; }
QWidget#sheetBody, QScrollArea#sheetScroll { background: transparent; border: none; }
QFrame#panelFoot { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[kind="sunken"] { background: $canvas; border: 1px solid $border; border-radius: 12px; }
QFrame#stampPreview { background: $paper; border: 1px solid $border; border-radius: 8px; }
QPushButton[kind="card"] { background: $surface; border: 1px solid $border; border-radius: 8px;
  padding: 0; min-height: 58px; }
QPushButton[kind="card"]:hover { background: $hover; }
QPushButton[kind="card"]:focus { border: 2px solid $focus; padding: 0; min-height: 56px; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; color: $link;
  padding: 0 2px; min-height: 22px; font-weight: 500; font-size: 13px; border-radius: 4px;
  text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:checked { background: $selected; }
QPushButton[kind="link"]:focus { border-color: $focus; }
QLabel#initials { background: $accentSoft; color: $accentText; border-radius: 17px;
  font-weight: 600; font-size: 13px; }
QWidget#settings { background: $canvas; }
QFrame#settingsSections { background: $canvas; border: none; border-right: 1px solid $border; }
QListWidget#sections { background: transparent; border: none; outline: none; color: $text; }
QListWidget#sections::item:selected:focus { border: 2px solid $focus; padding: 7px 10px; }
QListWidget#sections::item { padding: 9px 12px; border-radius: 8px; margin-bottom: 2px; }
QListWidget#sections::item:hover { background: $hover; }
QListWidget#sections::item:selected { background: $accentSoft; color: $accentText; }
QCheckBox::indicator:unchecked { background: $surface; border: 1px solid $borderStrong;
  border-radius: 3px; width: 13px; height: 13px; }
QCheckBox:focus { border: 2px solid $focus; border-radius: 4px; }
QCheckBox { border: 2px solid transparent; color: $text; }
QCheckBox:disabled { color: $textMuted; }
QComboBox { background: $surface; color: $text; border: 1px solid $borderStrong;
  border-radius: 8px; padding: 0 10px; min-height: 32px; }
QComboBox:focus { border: 2px solid $focus; padding: 0 9px; min-height: 30px; }
QComboBox:disabled { background: $surfaceSunken; color: $textMuted; border-color: $border; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surfaceRaised; color: $text;
  border: 1px solid $border; selection-background-color: $selected; selection-color: $text; }
QFrame#popover { background: $surfaceRaised; border: 1px solid $border; border-radius: 8px; }
QListWidget#candidates { background: $surfaceRaised; border: none; outline: none; color: $text; }
QListWidget#candidates::item { padding: 4px 8px; border-radius: 6px; color: $text; }
QListWidget#candidates::item:disabled { color: $textDisabled; }
QListWidget#candidates QLabel:disabled { color: $textMuted; }
QListWidget#candidates::item:hover { background: $hover; }
QListWidget#candidates::item:selected { background: $selected; color: $text; }
QFrame#sheet { background: $surfaceRaised; border: 1px solid $border; border-radius: 16px; }
QFrame[kind="note"] { border-radius: 12px; border: 1px solid $borderStrong;
  background: $unknownSoft; }
QFrame[kind="note"][tone="valid"] { background: $validSoft; border-color: $validLine; }
QFrame[kind="note"][tone="changed"] { background: $changedSoft; border-color: $changedLine; }
QFrame[kind="note"][tone="invalid"] { background: $invalidSoft; border-color: $invalidLine; }
QFrame[kind="note"][tone="unknown"] { background: $unknownSoft; border-color: $unknownLine; }
QFrame[kind="note"][tone="accentText"] { background: $accentSoft; border-color: $accent; }
QFrame[kind="group"] { background: $surfaceRaised; border: 1px solid $border;
  border-radius: 12px; }
QFrame[kind="group"][tone="invalid"] { border-color: $invalidLine; }
QFrame[kind="group"][tone="changed"] { border-color: $changedLine; }
QFrame[kind="pill"] { background: transparent; border: 1px solid $border; border-radius: 14px;
  min-height: 28px; }
QFrame[kind="pill"][tone="valid"] { background: $validSoft; border-color: $validLine; }
QFrame[kind="pill"][tone="changed"] { background: $changedSoft; border-color: $changedLine; }
QFrame[kind="pill"][tone="invalid"] { background: $invalidSoft; border-color: $invalidLine; }
QLabel[kind="pillWords"] { font-size: 13px; color: $textMuted; font-weight: 500; }
QLabel[kind="pillWords"][tone="valid"] { color: $valid; font-weight: 600; }
QLabel[kind="pillWords"][tone="changed"] { color: $changed; font-weight: 600; }
QLabel[kind="pillWords"][tone="invalid"] { color: $invalid; font-weight: 600; }
QToolButton[kind="tool"]::menu-indicator { image: none; width: 0; }
QToolButton[kind="strip"][tone="invalid"] { color: $invalid; font-weight: 600; }
QToolButton[kind="strip"][tone="changed"] { color: $changed; font-weight: 600; }
QWidget#outbox, QWidget#outboxBody { background: $canvas; }
QFrame[kind="actRow"] { background: transparent; border: none; border-top: 1px solid $border; }
QFrame[kind="chip"] { background: $unknownSoft; border: none; border-radius: 12px;
  min-height: 24px; max-height: 24px; }
QFrame[kind="chip"][tone="valid"] { background: $validSoft; }
QFrame[kind="chip"][tone="changed"] { background: $changedSoft; }
QFrame[kind="chip"][tone="invalid"] { background: $invalidSoft; }
QFrame[kind="chip"][tone="accentText"] { background: $accentSoft; border: 1px solid $accent;
  min-height: 22px; max-height: 22px; }
QLabel[kind="chipWords"] { font-size: 13px; font-weight: 500; color: $unknown; }
QLabel[kind="chipWords"][tone="valid"] { color: $valid; }
QLabel[kind="chipWords"][tone="changed"] { color: $changed; }
QLabel[kind="chipWords"][tone="invalid"] { color: $invalid; }
QLabel[kind="chipWords"][tone="accentText"] { color: $accentText; }
QLabel[kind="count"] { background: $unknownSoft; color: $unknown; font-size: 12px;
  font-weight: 600; border-radius: 8px; padding: 1px 9px; }
QLabel[kind="count"][tone="invalid"] { background: $invalidSoft; color: $invalid; }
QLabel[kind="section"][tone="invalid"] { color: $invalid; }
QLabel[kind="badge"] { background: $accent; color: $onAccent; font-size: 11px; font-weight: 600;
  border: 1px solid $accent; border-radius: 9px; padding: 0 4px; }
QLabel[kind="badge"][tone="changed"] { background: $changedSoft; color: $changed;
  border-color: $changedLine; }
QLabel[kind="small"][tone="invalid"] { color: $invalid; }
QFrame[kind="sandboxPill"] { background: $sandboxSoft; border: 1px solid $sandboxLine;
  border-radius: 12px; min-height: 22px; max-height: 22px; }
QFrame[kind="sandboxPill"] QLabel { color: $sandbox; font-size: 12px; font-weight: 600; }
QLineEdit#pin { font-size: 18px; min-height: 42px; letter-spacing: 4px; }
QLineEdit#pin:focus { min-height: 40px; }
QPushButton[kind="primary"]:disabled { background: $surfaceSunken; color: $textDisabled;
  border-color: $border; }
QToolButton[kind="frame"] { background: $surface; border: 1px solid $borderStrong;
  border-radius: 8px; }
QToolButton[kind="frame"]:focus { border: 2px solid $focus; }
QPushButton[kind="danger"] { color: $invalid; border-color: $invalidLine; }
QPushButton[kind="danger"]:disabled { color: $textDisabled; border-color: $border; }
QFrame#verdict { background: $unknownSoft; border: none; border-top: 1px solid $unknownLine;
  border-bottom: 1px solid $unknownLine; }
QFrame#verdict[tone="valid"] { background: $validSoft; border-color: $validLine; }
QFrame#verdict[tone="changed"] { background: $changedSoft; border-color: $changedLine; }
QFrame#verdict[tone="invalid"] { background: $invalidSoft; border-color: $invalidLine; }
QFrame#listPane { background: $surface; border: none; border-right: 1px solid $border; }
QDateEdit { background: $surface; color: $text; border: 1px solid $borderStrong;
  border-radius: 8px; padding: 0 8px; min-height: 32px; selection-background-color: $accent;
  selection-color: $onAccent; }
QDateEdit:focus { border: 2px solid $focus; padding: 0 7px; min-height: 30px; }
QPushButton[kind="filter"] { background: transparent; border: 1px solid transparent;
  color: $textSecondary; padding: 0 11px; font-size: 13px; min-height: 26px; }
QPushButton[kind="filter"]:hover { background: $hover; }
QPushButton[kind="filter"]:checked { background: $accentSoft; color: $accentText;
  border-color: $accent; font-weight: 600; }
QPushButton[kind="filter"]:focus { border: 2px solid $focus; padding: 0 10px; min-height: 24px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent;
  color: $textSecondary; padding: 0 10px; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 0 9px; }
QWidget#lineActs { background: transparent; }
QFrame#listHead { background: transparent; border: none; border-bottom: 1px solid $border; }
QListView#documents, QTableView#requests { background: transparent; border: none; outline: none; }
QLabel[kind="panelTitle"] { font-size: 16px; font-weight: 600; color: $text; }
QFrame[kind="countPill"] { background: $unknownSoft; border: none; border-radius: 12px;
  min-height: 24px; max-height: 24px; }
QFrame[kind="countPill"][tone="valid"] { background: $validSoft; }
QFrame[kind="countPill"][tone="invalid"] { background: $invalidSoft; }
QLabel[kind="pillWords"][tone="unknown"] { color: $unknown; font-weight: 600; }
QToolButton[kind="strip"][tone="accentText"] { color: $accentText; font-weight: 600; }
QFrame#wizardHead { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#peoplePanel { background: $surface; border: none; border-right: 1px solid $border; }
QToolButton[kind="page"] { background: transparent; color: $text; border: 1px solid transparent;
  border-radius: 8px; padding: 0 4px; }
QToolButton[kind="page"]:hover { background: $hover; }
QToolButton[kind="page"]:checked { background: $surface; border-color: $borderStrong;
  font-weight: 600; }
QToolButton[kind="page"]:focus { border: 2px solid $focus; }
QLabel[kind="sandboxPill"] { background: $sandboxSoft; color: $sandbox; font-weight: 600;
  border: 1px solid $sandboxLine; border-radius: 12px; padding: 3px 12px; font-size: 13px; }
QTableView#listTable { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $selected; selection-color: $text; }
QTableView#listTable::item { border-bottom: 1px solid $border; padding: 0 10px; }
QTableView#listTable QHeaderView::section { background: $surface; color: $textSecondary;
  font-size: 12px; font-weight: 600; border: none; border-bottom: 1px solid $border;
  padding: 8px 10px; }
QProgressBar { background: $surfaceSunken; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $borderStrong; border-radius: 4px; min-height: 32px;
  min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


# Where every line is white already, the ring of the focus is the thickest of them; beside yellow
# only black is seen. Qt breaks a double line at round corners.
_HIGH_CONTRAST = Template("""
QPushButton[kind="primary"]:focus { border: 6px double $onAccent; border-radius: 0;
  padding: 0 9px; min-height: 22px; }
QPushButton[kind="primary"][scale="large"]:focus { padding: 0 15px; min-height: 32px; }
QPushButton:checked:focus, QPushButton[kind="card"]:focus { border: 3px solid $focus; }
QToolButton[kind="tool"]:checked { border: 2px solid $accent; }
QToolButton[kind="tool"]:focus, QToolButton[kind="rail"]:focus, QToolButton[kind="strip"]:focus,
QToolButton[kind="frame"]:focus { border: 3px solid $focus; }
QMenu::item:selected, QListWidget::item:selected { border: 2px solid $accent; }
QTabBar::tab:selected { border: 2px solid $borderStrong; border-bottom: none; }
""")


def style_sheet(tokens: Tokens) -> str:
    """Fill a theme's colours into the style sheet."""
    sheet = _SHEET.substitute(tokens.colours)
    if tokens.theme is Theme.HIGH_CONTRAST:
        sheet += _HIGH_CONTRAST.substitute(tokens.colours)
    return sheet
