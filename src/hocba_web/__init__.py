"""The web application: one Django project, one side a process (`school` or `authority`)."""
