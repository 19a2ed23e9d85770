"""A witness of a log, and the log's way to one (C2SP tlog-witness): who keeps its own memory notices a fork."""
