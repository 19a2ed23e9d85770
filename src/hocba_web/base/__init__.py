"""What every application stands on: clock, refusals, texts, look."""
