"""Another program that has the card for itself, until standard input ends (PC/SC, part 5)."""

import ctypes
import sys

_SCOPE_SYSTEM, _EXCLUSIVE, _ANY_PROTOCOL, _LEAVE = 2, 1, 3, 0


def main() -> None:
    """Connect exclusively to the reader's card, say so, and wait."""
    library = ctypes.CDLL("libpcsclite.so.1")
    context, card, protocol = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
    library.SCardEstablishContext(ctypes.c_ulong(_SCOPE_SYSTEM), None, None, ctypes.byref(context))
    answer = library.SCardConnect(
        context,
        sys.argv[1].encode(),
        ctypes.c_ulong(_EXCLUSIVE),
        ctypes.c_ulong(_ANY_PROTOCOL),
        ctypes.byref(card),
        ctypes.byref(protocol),
    )
    sys.stdout.write(f"{answer & 0xFFFFFFFF:#010x}\n")
    sys.stdout.flush()
    sys.stdin.read()
    library.SCardDisconnect(card, ctypes.c_ulong(_LEAVE))
    library.SCardReleaseContext(context)


if __name__ == "__main__":
    main()
