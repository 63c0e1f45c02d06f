"""The bot itself: who it is, its menu of commands, its webhook and its files."""

import json
import re
from typing import Any

from rehearsal.errors import bad
from rehearsal.methods.content import DOWNLOAD_LIMIT
from rehearsal.params import Params
from rehearsal.wire import JSON, user_json
from rehearsal.world import Webhook, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
COMMAND_LIMIT = 100


def get_me(world: World, params: Params) -> JSON:
    """getMe"""
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands"""
    commands = params.structure("commands") or []
    if len(commands) > COMMAND_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command.get("command", "").removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 0 < len(command.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_audience(params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, Any]]:
    """getMyCommands"""
    return world.commands.get(_audience(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands"""
    world.commands.pop(_audience(params), None)
    return True


def _audience(params: Params) -> tuple[str, str]:
    scope = params.structure("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")


def set_webhook(world: World, params: Params) -> bool:
    """setWebhook: noted; whoever plays Telegram brings the updates there."""
    world.webhook = Webhook(params.text("url"), params.text("secret_token"))
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """deleteWebhook"""
    world.webhook = None
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    return True


def get_webhook_info(world: World, params: Params) -> JSON:
    """getWebhookInfo"""
    waiting = len(world.updates.pending)
    url = world.webhook.url if world.webhook else ""
    return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}


def get_file(world: World, params: Params) -> JSON:
    """getFile: where to download a file of up to 20 MB"""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


def done(world: World, params: Params) -> bool:
    """What changes nothing anybody sees here, such as the bot's description."""
    return True
