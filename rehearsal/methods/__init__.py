"""The methods of the Bot API that the stand-in knows, by their names.

Each is a function of the world and the call's parameters that returns the result as JSON, or
raises ApiError. getUpdates, which waits, is the server's own.
"""

from rehearsal.methods import answering, bot, editing, places, sending
from rehearsal.methods.access import Method

METHODS: dict[str, Method] = {
    "getMe": bot.get_me,
    "setMyCommands": bot.set_my_commands,
    "getMyCommands": bot.get_my_commands,
    "deleteMyCommands": bot.delete_my_commands,
    "setMyName": bot.done,
    "setMyDescription": bot.done,
    "setMyShortDescription": bot.done,
    "setChatMenuButton": bot.done,
    "setWebhook": bot.set_webhook,
    "deleteWebhook": bot.delete_webhook,
    "getWebhookInfo": bot.get_webhook_info,
    "getFile": bot.get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "answerCallbackQuery": answering.answer_callback_query,
    "setMessageReaction": answering.set_message_reaction,
    "getChat": places.get_chat,
    "getChatMember": places.get_chat_member,
    "getChatAdministrators": places.get_chat_administrators,
    "getChatMemberCount": places.get_chat_member_count,
    "leaveChat": places.leave_chat,
    "createForumTopic": places.create_forum_topic,
    "closeForumTopic": places.close_forum_topic,
    "reopenForumTopic": places.reopen_forum_topic,
}
BY_NAME = {name.lower(): method for name, method in METHODS.items()}
MESSAGES = frozenset(
    name.lower() for name in METHODS if name.startswith(("send", "copy", "forward", "editMessage"))
)
