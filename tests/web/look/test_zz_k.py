import re
from django.test import Client
from django.urls import reverse
from hocba_web.schools.models import Appointment
from support.web import SchoolWorld, logged_in
from test_english import _texts, ACCENTED
def test_x(client, world: SchoolWorld, at) -> None:
    world.open_window("cn"); world.open_window("hs")
    c1 = world.classes["4A1"].id; e = world.enrolments["4A1"][0]; p = e.pupil_id
    st = world.staff["homeroom:4A1"].id
    todo = [("homeroom:4A1", n, a) for n, a in [("assessment:overview",[]),("assessment:grid",[c1,"cn","toan"]),("assessment:grid",[c1,"cn","danh-gia"]),("assessment:grid",[c1,"ck1","toan"]),("assessment:retest",[c1,"cn","toan"]),("assessment:late_ask",[c1,"ck1","toan"]),("assessment:class_state",[c1,"cn"]),("assessment:history",[c1,"cn","toan"]),("assessment:bank",[]),("assessment:year_end_class",[c1]),("assessment:year_end_pupil",[c1,e.id]),("assessment:summary",[c1,"cn"]),("assessment:handover",[c1,"year-end"]),("schools:class_pupils",[c1]),("schools:class_review",[c1]),("schools:class_slips",[c1]),("schools:pupil",[p]),("schools:pupil_edit",[p]),("support:report",[]),("support:guides",[]),("support:training",[]),("schools:regulation",[]),("supervision:home",[]),("supervision:notices",[])]]
    todo += [("registrar", n, a) for n, a in [("schools:admit",[c1]),("schools:transfer_in",[c1]),("schools:pupil",[p]),("schools:civil_status",[p]),("schools:disability",[p]),("schools:pupil_leave",[p]),("schools:change_class",[p]),("schools:transfer_out",[p]),("schools:plan_open",[]),("schools:substitution_add",[])]]
    todo += [("school_admin", n, a) for n, a in [("schools:year",[world.year.id]),("schools:year_edit",[world.year.id]),("schools:class_add",[world.year.id]),("schools:class_edit",[c1]),("schools:staff_member",[st]),("schools:staff_edit",[st]),("schools:board_draft",[]),("support:request_draft",[]),("accounts:ask_account",[]),("accounts:ask_change",[])]]
    todo += [("principal", n, a) for n, a in [("schools:staff_leave",[st]),("schools:decision",[world.decision.id]),("schools:regulation_draft",[]),("schools:regulation_begin",[]),("supervision:inspection_open",[]),("supervision:check_start",[]),("supervision:compliance_person",[st]),("schools:appointment_end",[Appointment.objects.last().id]),("support:privacy_child",[p]),("supervision:checks",[])]]
    data = set()
    seen = {}
    for key, n, a in todo:
        try: u = reverse(n, args=a)
        except Exception as x: print("NOREV", n, x.__class__); continue
        c = logged_in(Client(), world, key)
        r = c.get(u, headers={"accept-language": "en"})
        if r.status_code != 200: print("STATUS", n, r.status_code, r.headers.get("Location"), [t for t in _texts(r.content.decode()) if len(t)>30][:3]); continue
        for t in _texts(r.content.decode()) | set(re.findall(r'data-confirm="([^"]*)"', r.content.decode())):
            if ACCENTED.search(t) and "Trường Tiểu học" not in t: seen.setdefault(t, []).append(n)
    for t, n in seen.items():
        if len(n) < 20: print(repr(t)[:200], n[:2])
    assert 0
