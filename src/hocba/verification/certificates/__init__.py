"""Certificates: parsing, path, status. Own strict code on `cryptography`; nothing is trusted by default."""
