"""The API for authorised systems."""
