"""Addresses of staff, groups, decisions, appointments, assignment and substitutions."""

from django.urls import path

from hocba_web.schools.views.appointments import bodies, decisions, offices
from hocba_web.schools.views.staff import groups, leaving, people
from hocba_web.schools.views.teaching import plans, substitutes, table

urlpatterns = [
    path("nhan-su/", people.staff, name="staff"),
    path("nhan-su/them/", people.member_edit, name="staff_add"),
    path("nhan-su/<int:staff_id>/", people.member, name="staff_member"),
    path("nhan-su/<int:staff_id>/sua/", people.member_edit, name="staff_edit"),
    path("nhan-su/<int:staff_id>/tai-khoan/", people.member_account, name="staff_account"),
    path("nhan-su/<int:staff_id>/thoi-viec/", leaving.leave, name="staff_leave"),
    path("nhan-su/<int:staff_id>/tro-lai/", leaving.come_back, name="staff_return"),
    path("to-chuyen-mon/", groups.teams, name="teams"),
    path("to-chuyen-mon/<int:team_id>/", groups.team, name="team"),
    path("to-chuyen-mon/<int:team_id>/xoa/", groups.team_remove, name="team_remove"),
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/them/", decisions.decision_add, name="decision_add"),
    path("quyet-dinh/<int:decision_id>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:decision_id>/tep/", decisions.scan, name="decision_scan"),
    path("nhiem-vu/", offices.appointments, name="appointments"),
    path("nhiem-vu/them/", offices.appointment_add, name="appointment_add"),
    path("nhiem-vu/duyet/", offices.approve, name="appointments_approve"),
    path("nhiem-vu/<int:appointment_id>/rut/", offices.withdraw, name="appointment_withdraw"),
    path("nhiem-vu/<int:appointment_id>/khong-duyet/", offices.decline, name="appointment_decline"),
    path("nhiem-vu/<int:appointment_id>/ket-thuc/", offices.end, name="appointment_end"),
    path("nhiem-vu/<int:appointment_id>/ke-nhiem/", offices.succeed, name="appointment_succeed"),
    path("ban-quan-tri/", bodies.body, {"body": "board"}, name="board"),
    path("ban-quan-tri/du-thao/", bodies.draft, {"body": "board"}, name="board_draft"),
    path("to-cong-tac/", bodies.body, {"body": "working_group"}, name="working_group"),
    path("to-cong-tac/du-thao/", bodies.draft, {"body": "working_group"}, name="working_group_draft"),
    path("phan-cong/", table.assignment, name="assignment"),
    path("phan-cong/lap/", plans.open_plan, name="plan_open"),
    path("phan-cong/<int:plan_id>/", plans.plan, name="plan"),
    path("phan-cong/<int:plan_id>/lop/<int:class_id>/", plans.plan_class, name="plan_class"),
    path("phan-cong/<int:plan_id>/giao/", plans.give, name="plan_give"),
    path("phan-cong/<int:plan_id>/dien/", plans.fill, name="plan_fill"),
    path("phan-cong/<int:plan_id>/ngay/", plans.move, name="plan_move"),
    path("phan-cong/<int:plan_id>/trinh/", plans.submit, name="plan_submit"),
    path("phan-cong/<int:plan_id>/bo/", plans.drop, name="plan_drop"),
    path("phan-cong/<int:plan_id>/duyet/", plans.approve, name="plan_approve"),
    path("phan-cong/<int:plan_id>/tra-lai/", plans.give_back, name="plan_return"),
    path("day-thay/", substitutes.substitutions, name="substitutions"),
    path("day-thay/them/", substitutes.substitution_add, name="substitution_add"),
    path("day-thay/<int:substitution_id>/", substitutes.substitution, name="substitution"),
]
