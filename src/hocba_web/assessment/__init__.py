"""Results of the four moments, windows in which they may be entered, year-end decisions."""
