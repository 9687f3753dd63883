"""Qt is loaded without PySide's tools for signatures, and these still work when they are wanted."""

import subprocess
import sys

_PROGRAM = """
import builtins, sys
finders = list(sys.meta_path)
from paraph.gui.common.lean_qt import load_qt
load_qt()
assert builtins.__import__ is not builtins.__feature_import__
assert sys.meta_path == finders, sys.meta_path
from PySide6.QtCore import QPoint
print("at start", sorted({"argparse", "gettext"} & set(sys.modules)))
try:
    QPoint("a", "b")
except TypeError as error:
    print(error)
import PySide6.support.signature as signature
from PySide6.support.signature.lib import pyi_generator
print(signature.get_signature(QPoint.setX), callable(pyi_generator.generate_pyi))
load_qt()
"""


def _run() -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_signature_tools_are_loaded_by_their_first_use_only():
    told = _run()
    # They are what loads these two.
    assert told.startswith("at start []\n")
    assert "QPoint.__init__(xpos: int, ypos: int, /)" in told
    assert told.endswith("(self, x: int, /) -> None True\n")
