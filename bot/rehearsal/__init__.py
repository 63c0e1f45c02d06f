"""The bot's side of a rehearsal: a plan put on the stage, and the real bot behind it."""
