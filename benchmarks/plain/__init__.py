"""The plain way: the same bot as one would write it in a day with what the libraries offer.

python-telegram-bot with a ConversationHandler, PicklePersistence and its AIORateLimiter, and
APScheduler with a date job for every reminder in an SQLAlchemyJobStore.
"""
