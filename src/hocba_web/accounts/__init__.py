"""Who may do what: accounts, second factors, the acting person, the permission matrix."""
