"""What the training school is filled with: invented people, results of a year almost done, exercises."""
