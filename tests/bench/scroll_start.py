"""Start `scroll_child` as the program starts: Qt is loaded the lean way, and before all else."""

from paraph.gui.common.lean_qt import load_qt

if __name__ == "__main__":
    load_qt()
    from tests.bench.scroll_child import main

    main()
