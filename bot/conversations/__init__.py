"""Our conversation handlers: steps live in the database, anchored to the bot's own messages."""
