"""`manage.py …` of reports to the ministry."""
