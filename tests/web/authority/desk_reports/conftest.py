"""What tests of the desk's reports share."""

from support.web.province import province  # noqa: F401  # a fixture
