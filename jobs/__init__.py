"""What happens by itself: the alarm clock and what it rings for."""
