"""Addresses of records."""

from django.urls import path, register_converter

from hocba_web.desk.records import views


class FileKind:
    """One of a record's files."""

    regex = "xml|pdf|receipt"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(FileKind, "filekind")
urlpatterns = [
    path("", views.find, name="records"),
    path("<uuid:uuid>/", views.record, name="record"),
    path("<uuid:uuid>/tai/<filekind:kind>/", views.download, name="record_file"),
]
