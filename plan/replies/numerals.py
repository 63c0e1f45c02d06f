"""Numbers in figures and in Chinese."""

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}

# For use inside patterns: a Chinese numeral, and a number in either writing.
HAN = "[零〇一二两三四五六七八九十百千]{1,8}"
NUMERAL = rf"(?:\d{{1,6}}(?:\.\d{{1,3}})?|{HAN})"


def parse_numeral(text: str) -> float:
    """The value of a numeral that matches `NUMERAL`: 66.7, 十二, 一百零五, 二〇一二."""
    if text[0].isdigit():
        return float(text)
    if not UNITS.keys() & set(text):
        return float("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
