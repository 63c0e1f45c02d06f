"""The reading of a reply for a terminal."""

from plan.replies import Reading
from render.reading import describe, doubt
from render.texts import Texts


def reply_text(reading: Reading, texts: Texts) -> str:
    """What would be recorded; or why it would be asked first, and the best guess."""
    items = [describe(item, texts) for item in reading.items]
    if reading.sure:
        return "\n".join([texts.plain("cli.reply_sure"), *items])
    asks = texts.plain("cli.reply_asks", reason=doubt(reading.why, texts))
    return "\n".join([asks, *([texts.plain("cli.reply_guess")] if items else []), *items])
