"""How much space a signature reserves: 16 kB, so that a timestamp fits later in the same place."""

RESERVED_HEX_DIGITS = 2 * 16384
