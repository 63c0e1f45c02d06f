"""Which files are not kept as evidence, by what their sender says of them and by how they begin."""

import unicodedata
from enum import StrEnum
from pathlib import PurePath

LARGEST = 20_000_000  # bytes; what Telegram lets a bot download
SECRET = ("秘密", "机密", "绝密", "機密", "絕密")
# Endings that start something where they are opened.
PROGRAMS = frozenset({
    ".apk", ".app", ".appx", ".bat", ".bin", ".cmd", ".com", ".cpl", ".deb", ".desktop",
    ".dll", ".dmg", ".elf", ".exe", ".gadget", ".hta", ".img", ".ipa", ".iso", ".jar",
    ".js", ".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".pkg", ".ps1", ".psm1", ".reg",
    ".rpm", ".run", ".scr", ".sh", ".so", ".sys", ".url", ".vb", ".vbe", ".vbs", ".vhd",
    ".wsf", ".wsh", ".xpi",
})  # fmt: skip
# How programs begin, whatever they are called: Windows, Linux, macOS, scripts.
BEGINNINGS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"#!",
)


class Refusal(StrEnum):
    """Why a file is not kept."""

    TOO_LARGE = "too_large"
    SECRET = "secret"
    PROGRAM = "program"
    LOST = "lost"


def refusal(name: str, size: int) -> Refusal | None:
    """Why a file of this name and size in bytes is not even fetched; None when it may be."""
    if size > LARGEST:
        return Refusal.TOO_LARGE
    # What a reader sees of the name: a word or an ending with a blank or a mark in it is still one.
    seen = unicodedata.normalize("NFKC", name).lower()
    seen = "".join(sign for sign in seen if sign.isprintable() and not sign.isspace())
    if any(mark in seen for mark in SECRET):
        return Refusal.SECRET
    return Refusal.PROGRAM if PurePath(seen.rstrip(".")).suffix in PROGRAMS else None


def refusal_of_content(content: bytes) -> Refusal | None:
    """Why a file that was fetched is not kept."""
    if len(content) > LARGEST:
        return Refusal.TOO_LARGE
    return Refusal.PROGRAM if content.startswith(BEGINNINGS) else None
