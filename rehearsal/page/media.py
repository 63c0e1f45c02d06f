"""Files of the chats on their way to the browser: pictures to be seen, all else to be saved.

Whatever somebody attached must not run in the page: only what is a picture by its first bytes is
shown in place, everything else goes as bytes to be saved, in a sandbox.
"""

from urllib.parse import quote

from aiohttp import web

from rehearsal.messages import File

SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def picture_type(content: bytes) -> str | None:
    """The type of a picture a browser may show; None for everything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in SIGNATURES.items() if content.startswith(sign)), None)


def file_response(file: File) -> web.Response:
    """The file as it may be sent to the page."""
    kind = picture_type(file.content) if file.kind == "photo" else None
    place = "inline" if kind else "attachment"
    name = quote(file.name or "file", safe="")
    headers = {
        "Content-Disposition": f"{place}; filename*=UTF-8''{name}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return web.Response(
        body=file.content, content_type=kind or "application/octet-stream", headers=headers
    )
