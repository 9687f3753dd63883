"""PC/SC as if the process had just started: libpcsclite keeps its socket's name for life."""

import _ctypes

from paraph.pkcs11 import pcsc


def forget_pcsc() -> None:
    """Unload the library, so that the next call looks for the service anew."""
    library = pcsc.pcsc_library()
    pcsc.pcsc_library.cache_clear()
    if library is not None:
        _ctypes.dlclose(library._handle)
