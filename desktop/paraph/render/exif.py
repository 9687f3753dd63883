"""How a picture was held, from EXIF data: MuPDF reads it in JPEG files, and not in PNG (eXIf)."""

import struct

_ORIENTATION, _SHORT = 0x0112, 3
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
# MuPDF counts the eight ways otherwise (fz_image_orientation).
_AS_MUPDF = {1: 1, 2: 5, 3: 3, 4: 7, 5: 6, 6: 4, 7: 8, 8: 2}


def mupdf_orientation(exif: bytes) -> int:
    """Give MuPDF's number of the orientation (CIPA DC-008, 4.6.4); 0 where none is told."""
    order = _BYTE_ORDERS.get(exif[:4])
    if order is None:
        return 0
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(count):
            entry = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
            if entry[:2] == (_ORIENTATION, _SHORT):
                return _AS_MUPDF.get(entry[3], 0)
    except struct.error:
        return 0  # cut short: the picture itself is none the worse for it
    return 0
