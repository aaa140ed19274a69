"""Jobs beside the window: delivered on the main thread, cancelled at their next step, none left behind."""

import threading
import time

from db.errors import Unreadable
from ui.jobs import Jobs


def test_the_result_comes_to_the_main_thread(qtbot, jobs):
    heard = []

    def work(progress, cancelled):
        progress(1, 2)
        return threading.current_thread().name

    jobs.start("Reading", work, lambda value: heard.append((value, threading.current_thread())), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    (worker, deliverer), *_ = heard
    assert worker != threading.main_thread().name
    assert deliverer is threading.main_thread()
    assert jobs.running == ()


def test_progress_is_told_in_words(qtbot, jobs):
    go = threading.Event()

    def work(progress, cancelled):
        progress(4, 11)
        go.wait(2)

    job = jobs.start("Comparing", work, lambda _v: None, lambda _p: None, counting="Comparing {done} of {of} quotes")
    assert job.said() == "Comparing"
    with qtbot.waitSignal(job.progressed, timeout=2000):
        pass
    assert job.said() == "Comparing 5 of 11 quotes"
    with qtbot.waitSignal(job.finished, timeout=2000):
        go.set()


def test_a_cancelled_job_delivers_nothing(qtbot, jobs):
    heard = []

    def work(progress, cancelled):
        while not cancelled():
            time.sleep(0.005)
        return "too late"

    job = jobs.start("Comparing", work, heard.append, heard.append)
    with qtbot.waitSignal(job.cancelled, timeout=2000):
        job.cancel()
    assert heard == []


def test_a_problem_is_delivered_as_it_was_raised(qtbot, jobs):
    problem, heard = Unreadable(why="empty", name="a.txt"), []

    def work(progress, cancelled):
        raise problem

    jobs.start("Reading", work, lambda _v: heard.append("done"), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    assert heard == [problem]


def test_a_quick_job_is_never_shown_and_a_slow_one_is(qtbot, jobs):
    seen, slow = [], threading.Event()
    quick = jobs.start("Quick", lambda _p, _c: 1, lambda _v: None, lambda _p: None)
    quick.shown.connect(lambda: seen.append("quick"))
    late = jobs.start("Slow", lambda _p, _c: slow.wait(3), lambda _v: None, lambda _p: None)
    late.shown.connect(lambda: seen.append("slow"))
    qtbot.waitUntil(lambda: "slow" in seen, timeout=2000)
    assert seen == ["slow"]
    with qtbot.waitSignal(late.finished, timeout=2000):
        slow.set()


def test_closing_waits_for_the_threads(qtbot):
    jobs, ended = Jobs(), []

    def work(progress, cancelled):
        while not cancelled():
            time.sleep(0.005)
        ended.append(True)

    jobs.start("Comparing", work, lambda _v: None, lambda _p: None)
    qtbot.wait(20)
    jobs.close()
    assert ended == [True]
