"""Telegram: whether it knows the bot, and whether the bot is set up for its work there."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from bot.cli.checks import Finding, care, fine, wrong
from bot.cli.failing import Failure
from bot.cli.network import known_bot
from bot.cli.setup import Setup


async def check_telegram(setup: Setup) -> AsyncIterator[Finding]:
    """The token, privacy mode, groups, and who else takes the bot's updates."""
    try:
        async with known_bot(setup.settings) as bot:
            me, webhook = bot.bot, await bot.get_webhook_info()
    except Failure as failure:
        yield wrong(failure.key, **failure.values)
        return
    yield fine("check.token", name=me.username)
    reads_all = me.can_read_all_group_messages
    yield care("check.privacy_off") if reads_all else fine("check.privacy_on")
    if not me.can_join_groups:
        yield wrong("check.no_joining")
    settings = setup.settings.telegram
    own = settings.webhook_url if settings.mode == "webhook" else None
    if webhook.url and webhook.url != own:
        yield care("check.webhook", host=urlsplit(webhook.url).hostname)
