"""Words and pictures: values in, messages out, without Telegram's classes."""
