"""The reference roster: importing the sector database's lists, and comparing records with them."""
