"""The alarm for steps that block."""

import gc
import math
import threading
import weakref

import pytest

from vivavoce.client.alarm import Alarm


def test_a_step_that_is_late_rings_while_it_goes_on() -> None:
    rung = threading.Event()
    alarm = Alarm(rung.set)
    with alarm.within(10.0), alarm.within(0.01):
        assert rung.wait(10.0)


def test_steps_that_end_in_time_ring_nothing() -> None:
    rung = threading.Event()
    alarm = Alarm(rung.set)
    for _ in range(3):
        with alarm.within(0.05):
            pass
        assert not rung.wait(0.1)
    with alarm.within(math.inf):
        assert not rung.wait(0.05)


def test_a_step_that_fails_is_over() -> None:
    rung = threading.Event()
    alarm = Alarm(rung.set)
    with pytest.raises(KeyError), alarm.within(0.05):
        raise KeyError
    assert not rung.wait(0.1)


def test_a_stopped_alarm_rings_no_more_and_holds_nobody() -> None:
    class Bell:
        rung = False

        def ring(self) -> None:
            self.rung = True

    bell = Bell()
    alarm, known = Alarm(bell.ring), weakref.ref(bell)
    before = threading.enumerate()
    with alarm.within(60.0):
        (thread,) = set(threading.enumerate()).difference(before)
        alarm.stop()
        thread.join(10.0)
    assert not thread.is_alive()
    assert not bell.rung
    del bell, alarm, thread
    gc.collect()
    assert known() is None
