"""How cards are answered."""

from benchmarks.crash.cast import Answering
from rehearsal.messages import Message

CARD, REPEATED = "任务提醒", "再发一次"
SILENT, IN_WORDS = 0.2, 0.6
RECEIVE, PROGRESS = "收到", "进度…"
TELL = "反馈进度"
PERCENTS = ("20%", "40%", "60%", "80%")


class OnCards:
    """Duban's: some give no answer, some reply in words, some tap."""

    def is_card(self, message: Message) -> bool:
        return message.reply_to is None and CARD in message.text

    def is_repeat(self, message: Message) -> bool:
        return REPEATED in message.text

    async def answer(self, scene: Answering) -> bool:
        how = scene.random.random()
        if how < SILENT:
            return True  # which leaves a card whose number was lost in doubt
        if how < IN_WORDS:
            share, homes = scene.random.randrange(10, 95), len(scene.said)
            line = "1 " if scene.finds(f"1 {PROGRESS}") else ""
            message = scene.reply(f"{line}进度{share}%，已走访{homes}户")
            scene.said.append(f"m{scene.group}:{message}:0")
            return True
        return await self._tap(scene)

    async def _tap(self, scene: Answering) -> bool:
        """Receive what was not received yet; of the others tell a percentage."""
        percent = scene.random.choice(PERCENTS)
        if not await scene.appears(RECEIVE, PROGRESS, percent):
            return False
        if receipt := scene.press(RECEIVE):
            scene.said.append(f"p{receipt}")
            return True
        if not scene.finds(percent):
            scene.press(PROGRESS)
        pressed = scene.press(percent) if await scene.appears(percent) else None
        if pressed is None:  # the menu may be gone again by now
            return False
        scene.said.append(f"p{pressed}")
        return True


class OnReminders:
    """The plain way's: its button leads to a question, and the question to an answer."""

    def is_card(self, message: Message) -> bool:
        return message.reply_to is None and CARD in message.text

    def is_repeat(self, message: Message) -> bool:
        return False

    async def answer(self, scene: Answering) -> bool:
        scene.press(TELL)
        question = await scene.asked()
        if question is None:
            return False
        text = f"进度{scene.random.randrange(10, 95)}%，已走访{len(scene.said)}户"
        scene.reply(text, question)
        scene.said.append(text)
        return True
