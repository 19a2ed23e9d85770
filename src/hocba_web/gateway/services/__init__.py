"""What the gateway writes: intake, judgement, decisions."""
