"""What the machine of the outbox is made of."""
