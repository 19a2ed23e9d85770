import cProfile, pstats, time
from hocba_web.intake.services.whole import ask_all, apply_asked
from support.web import actor_for
from support.web.school import NOW
from support.web.workbooks import open_everything, sample_uploads

def test_whole(empty, bring, at, django_capture_on_commit_callbacks):
    open_everything(empty)
    c0=time.process_time(); batch = bring(empty, sample_uploads(""))
    print("read cpu", time.process_time()-c0)
    ask_all(actor=actor_for(empty, "registrar"), uuid=str(batch.uuid), seen={}, at=NOW)
    p = cProfile.Profile()
    c0=time.process_time()
    #
    apply_asked(batch.id, at=NOW)
    #
    print("cpu", time.process_time()-c0)

