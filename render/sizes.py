"""How much room something takes."""

UNITS = ("kB", "MB", "GB", "TB")


def as_size(number: int) -> str:
    """Bytes as people count them, in thousands: 12.3 MB."""
    size, unit = number / 1000, 0
    while size >= 999.95 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {UNITS[unit]}"
