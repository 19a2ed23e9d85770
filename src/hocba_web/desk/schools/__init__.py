"""The schools under this authority: area, whether they are active, logins of their software."""
