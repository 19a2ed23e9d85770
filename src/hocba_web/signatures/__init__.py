"""Certificates, ways to sign, and the queue that brings values into records."""
