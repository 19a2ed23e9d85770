"""How dates are written and read (Django's `FORMAT_MODULE_PATH`)."""
