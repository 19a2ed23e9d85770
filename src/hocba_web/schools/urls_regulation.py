"""Addresses of the school's own regulation."""

from django.urls import path

from hocba_web.schools.views.regulation import drafting, reading

urlpatterns = [
    path("quy-che/", reading.regulation, name="regulation"),
    path("quy-che/da-doc/", reading.acknowledge, name="regulation_acknowledge"),
    path("quy-che/nguoi-doc/", reading.readers, name="regulation_readers"),
    path("quy-che/cac-ban/", reading.history, name="regulation_history"),
    path("quy-che/cac-ban/<int:version_id>/", reading.version, name="regulation_version"),
    path("quy-che/soan/", drafting.draft, name="regulation_draft"),
    path("quy-che/soan/bat-dau/", drafting.begin, name="regulation_begin"),
    path("quy-che/soan/bo/", drafting.drop, name="regulation_drop"),
    path("quy-che/soan/xem-truoc/", drafting.preview, name="regulation_preview"),
]
