"""Views: the one door of the exchange, and the pages of the rehearsal."""
