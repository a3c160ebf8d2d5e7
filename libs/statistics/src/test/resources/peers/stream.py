"""Answers lines of JSON with the places at which River's detectors raise an alarm."""
import json
import sys

from river import drift


def alarms(detector, values):
    places = []
    for place, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            places.append(place)
    return places


def page_hinkley(values, slack, forgetting, threshold, minimum):
    detector = drift.PageHinkley(
        min_instances=minimum, delta=slack, threshold=threshold, alpha=forgetting, mode="up"
    )
    return alarms(detector, values)


def ddm(values):
    return alarms(drift.binary.DDM(), [int(v) for v in values])


def adwin(values, delta):
    return alarms(drift.ADWIN(delta=delta), values)


PEERS = {f.__name__: f for f in (page_hinkley, ddm, adwin)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
