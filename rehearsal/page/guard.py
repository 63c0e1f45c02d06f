"""Who may talk to the page's server: the page it served itself, and nobody else.

Other sites can make a browser send requests to this machine, even under a name of their own that
points here. So the name asked for must be this machine's, whatever acts must come from the page
itself and bring the token it was served with, and the page may load and run only its own files.
"""

from secrets import compare_digest
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

NAMES = ("127.0.0.1", "localhost")
TOKEN_HEADER = "X-Rehearsal"
SAFE = frozenset({"GET", "HEAD"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make_guard(token: str) -> Middleware:
    """The middleware that asks every request where it comes from."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_ours(f"//{request.host}", request):
            raise web.HTTPMisdirectedRequest(text="this server has another name")
        if request.method not in SAFE:
            _check_sender(request, token)
        return await handler(request)

    return guard


async def add_headers(request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Put the page's rules on every answer; a file's own stricter ones stay."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _check_sender(request: web.Request, token: str) -> None:
    if not _is_ours(request.headers.get("Origin", ""), request):
        raise web.HTTPForbidden(text="only the page itself may act")
    if not compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        raise web.HTTPForbidden(text="the page is of an earlier rehearsal: load it again")


def _is_ours(address: str, request: web.Request) -> bool:
    """Whether an address is this machine's, at the port the request came in on."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    here = request.transport.get_extra_info("sockname") if request.transport else None
    return here is not None and parts.hostname in NAMES and (port or 80) == here[1]
