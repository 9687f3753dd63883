"""Load Qt without PySide's tools for signatures: a third of what loading it takes.

PySide compiles them from source at every start, and needs them to word what was wrong with a call,
or to write stubs. Here each is loaded by its first use. Where PySide does otherwise one day, they
are loaded at once, as ever.
"""

from __future__ import annotations

import builtins
import sys
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATER = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("parser", "layout", "lib.enum_sig", "lib.pyi_generator")
)


def load_qt() -> None:
    """Load PySide6 for this process, before anything else names it."""
    if "PySide6" in sys.modules:
        return
    finders = sys.meta_path
    sys.meta_path = _LaterFirst(finders)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = finders
    # From here on PySide would read the source of every module that is loaded, to find out whether
    # it wants methods under other names. None of ours does.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


class _LaterFirst(list[Any]):
    """Finders, asked after the one for what is loaded later: PySide puts its own first."""

    def __init__(self, finders: Sequence[Any]) -> None:
        super().__init__([self, *finders])

    def insert(self, index: SupportsIndex, finder: Any) -> None:
        """Put a finder at its place behind this one."""
        super().insert(max(int(index), 0) + 1, finder)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find what is loaded later, wherever the others find it."""
        if name not in _LATER:
            return None
        found = (finder.find_spec(name, path, target) for finder in self[1:])
        return next((ModuleSpec(name, _LaterLoader(spec)) for spec in found if spec), None)


class _LaterLoader(Loader):
    def __init__(self, spec: ModuleSpec) -> None:
        self._spec = spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Later(spec.name, self._spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing yet."""


class _Later(ModuleType):
    """A module whose code runs when something in it is first asked for."""

    def __init__(self, name: str, spec: ModuleSpec) -> None:
        super().__init__(name)
        self.__dict__["_own_spec"] = spec

    def __getattr__(self, name: str) -> Any:
        spec, loader = self.__dict__.get("_own_spec"), None
        if spec is not None and not name.startswith("__"):
            loader = spec.loader
        if loader is None or "_runs" in self.__dict__:
            raise AttributeError(name)
        self.__dict__["_runs"] = True
        # PySide has renamed the module meanwhile; its loader goes by the first name.
        self.__spec__ = spec
        loader.exec_module(self)
        return getattr(self, name)
