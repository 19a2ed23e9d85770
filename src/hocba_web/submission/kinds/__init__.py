"""What submission has signed by the organisation's certificate: packages and lists of recalls."""
