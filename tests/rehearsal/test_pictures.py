import struct
import zlib

from rehearsal.pictures import HEIGHT, WIDTH, picture


def test_a_picture_is_a_png_of_one_colour() -> None:
    png = picture(7)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    size, kind = struct.unpack(">I4s", png[8:16])
    assert (size, kind, struct.unpack(">II", png[16:24])) == (13, b"IHDR", (WIDTH, HEIGHT))
    start = png.index(b"IDAT") + 4
    rows = zlib.decompress(png[start : png.index(b"IEND")])
    assert len(rows) == HEIGHT * (1 + 3 * WIDTH)
    assert len(set(zip(rows[1 : 1 + 3 * WIDTH : 3], strict=True))) == 1


def test_the_same_seed_gives_the_same_picture_and_the_next_another() -> None:
    assert picture(1) == picture(1) != picture(2)
