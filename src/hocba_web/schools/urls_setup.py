"""Addresses of school, years, classes and the first run."""

from django.urls import path

from hocba_web.schools.views.setup import capacity, first_run, school, years

urlpatterns = [
    path("dang-lam-viec/", capacity.act_as, name="act_as"),
    path("truong/", school.school, name="school"),
    path("truong/sua/", school.school_edit, name="school_edit"),
    path("truong/diem-truong/them/", school.campus, name="campus_add"),
    path("truong/diem-truong/<int:campus_id>/", school.campus, name="campus_edit"),
    path("truong/diem-truong/<int:campus_id>/xoa/", school.campus_remove, name="campus_remove"),
    path("truong/nam-hoc/them/", years.year_add, name="year_add"),
    path("truong/nam-hoc/<int:year_id>/", years.year, name="year"),
    path("truong/nam-hoc/<int:year_id>/sua/", years.year_edit, name="year_edit"),
    path("truong/nam-hoc/<int:year_id>/lam-viec/", years.year_current, name="year_current"),
    path("truong/nam-hoc/<int:year_id>/lop/them/", years.class_add, name="class_add"),
    path("truong/lop/<int:class_id>/", years.class_edit, name="class_edit"),
    path("truong/lop/<int:class_id>/xoa/", years.class_remove, name="class_remove"),
    path("bat-dau/", first_run.begin, name="first_run"),
    path("bat-dau/truong/", first_run.name_school, name="first_run_school"),
    path("bat-dau/nguoi/", first_run.name_people, name="first_run_people"),
    path("bat-dau/tiep-theo/", first_run.next_steps, name="first_run_next"),
    path("bat-dau/moi/", first_run.invite, name="first_run_invite"),
]
