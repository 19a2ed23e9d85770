"""What tests of the desk share."""

from support.web.province import province  # noqa: F401  # a fixture
