"""Small pictures to send: a plain colour that differs from one to the next."""

import struct
import zlib

WIDTH, HEIGHT = 48, 36
SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BIT_COLOUR = bytes([8, 2, 0, 0, 0])


def picture(seed: int) -> bytes:
    """A PNG of one colour; the same seed gives the same picture."""
    colour = bytes([80 + seed * 53 % 150, 80 + seed * 97 % 150, 80 + seed * 31 % 150])
    rows = (b"\0" + colour * WIDTH) * HEIGHT
    return SIGNATURE + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">II", WIDTH, HEIGHT) + EIGHT_BIT_COLOUR),
            _chunk(b"IDAT", zlib.compress(rows)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
