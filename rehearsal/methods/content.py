"""Texts, captions, files and keyboards of a call, checked against Telegram's limits."""

from collections.abc import Mapping
from typing import Any

from rehearsal.entities import Entity, Formatted, finished, utf16_length
from rehearsal.errors import bad
from rehearsal.markup import MarkupError, parse_html
from rehearsal.messages import Button, File, Keyboard
from rehearsal.params import Params, Upload
from rehearsal.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
DATA_LIMIT = 64
BUTTON_LIMIT = 100
PHOTO_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
ACTIONS = {"url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text"}
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")


def text_of(world: World, params: Params, too_long: str = "message is too long") -> Formatted:
    """The text of a message, after its markup was read."""
    if not params.text("text"):
        raise bad("message text is empty")
    text, entities = formatted(world, params, "text", "entities")
    if not text:
        raise bad("text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad(too_long)
    return text, entities


def caption_of(
    world: World, params: Params, too_long: str = "message caption is too long"
) -> Formatted:
    """The caption of a file; it may be empty."""
    text, entities = formatted(world, params, "caption", "caption_entities")
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad(too_long)
    return text, entities


def formatted(world: World, params: Params, text: str, entities: str) -> Formatted:
    """A text with its formatting, from markup or from given entities."""
    plain = params.text(text)
    match params.text("parse_mode").lower():
        case "html":
            try:
                return _known(world, finished(*parse_html(plain)))
            except MarkupError as error:
                raise bad(f"can't parse entities: {error}") from None
        case "":
            given = params.structure(entities, "entities") or []
            return _known(world, finished(plain, map(_entity, given)))
        case _:
            raise bad("unsupported parse_mode")


def _entity(body: Mapping[str, Any]) -> Entity:
    user = body.get("user") or {}
    return Entity(
        body["type"],
        body["offset"],
        body["length"],
        url=body.get("url") or "",
        user=user.get("id", 0),
        language=body.get("language") or "",
    )


def _known(world: World, content: Formatted) -> Formatted:
    """Mentions by id only of people Telegram knows; of others the text remains."""
    text, entities = content
    return text, tuple(e for e in entities if not e.user or e.user in world.users)


def keyboard_of(params: Params) -> Keyboard:
    """The inline keyboard of a call; empty when there is none."""
    rows = (params.structure("reply_markup", "reply keyboard markup") or {}).get("inline_keyboard")
    keyboard = tuple(tuple(map(_button, row)) for row in rows or () if row)
    if sum(map(len, keyboard)) > BUTTON_LIMIT:
        raise bad("reply markup is too long")
    return keyboard


def _button(body: Mapping[str, Any]) -> Button:
    label = body.get("text")
    if not isinstance(label, str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not label.strip():
        raise bad("can't parse inline keyboard button: Button text must be non-empty")
    action = ACTIONS & body.keys()
    if not action:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = body.get("callback_data", "")
    if "callback_data" in body and not 0 < len(data.encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    more = {
        name: value for name, value in body.items() if name not in ("text", "url", "callback_data")
    }
    return Button(label, data, body.get("url", ""), more)


def other_markup(params: Params) -> Mapping[str, Any] | None:
    """A reply keyboard or a request to reply."""
    markup = params.structure("reply_markup", "reply keyboard markup") or {}
    return None if not markup or "inline_keyboard" in markup else markup


def file_of(world: World, params: Params, kind: str) -> File:
    """The file of a call: uploaded with it, or known by its id."""
    upload = params.upload(kind)
    if upload is None:
        return _known_file(world, params.text(kind), kind)
    if not upload.content:
        raise bad("file must be non-empty")
    if kind == "photo":
        _check_photo(upload)
    elif len(upload.content) > DOCUMENT_LIMIT:
        raise bad(f"file of size {len(upload.content)} bytes is too big for a document")
    return world.store(kind, upload.content, upload.name, upload.mime, None)


def _known_file(world: World, id: str, kind: str) -> File:
    if not id:
        raise bad(f"there is no {kind} in the request")
    if id not in world.files:
        raise bad("wrong file identifier/HTTP URL specified")
    file = world.files[id]
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _check_photo(upload: Upload) -> None:
    if len(upload.content) > PHOTO_LIMIT:
        raise bad(f"file of size {len(upload.content)} bytes is too big for a photo")
    if not upload.content.startswith(IMAGES):
        raise bad("IMAGE_PROCESS_FAILED")
