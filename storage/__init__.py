"""The database: functions take a session first, return plan values and never commit."""
