"""What people type to the bot."""
