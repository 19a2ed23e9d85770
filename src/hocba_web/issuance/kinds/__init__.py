"""What issuance has signed: the school's seal on records and on copies."""
