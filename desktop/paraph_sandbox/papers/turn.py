"""PyMuPDF draws for one thread at a time: its library is not made for more."""

import threading

TURN = threading.RLock()
