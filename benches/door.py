"""Python's side of door.rs: a line asks for an operation on a store so many times, a line tells the time of all (see program.rs)."""

import json
import sys
import threading
import time

import grc

TOLD = json.load(open(sys.argv[1], encoding="utf-8"))
PLACE = (TOLD["procedure"], TOLD["scenario"])


def timed(work, count):
    start = time.perf_counter_ns()
    for _ in range(count):
        work()
    return time.perf_counter_ns() - start


class Town:
    """A store, and who uses it. What comes back is read as programs read it: the rows of lists, the words of faults."""

    def __init__(self, store):
        self.engine = grc.Engine.open(store["path"], durability=store["durability"], language="fr")
        self.visitor = self.engine.acting_as(grc.Actor.applicant("compte-1"))
        self.agent = self.engine.acting_as(grc.Actor.agent(TOLD["agent"]))
        self.requests = store["requests"]
        self.rank = TOLD["first"]

    def filed(self):
        applicant = {
            "audience": "citizen",
            "first_name": "Irène",
            "last_name": f"Morel{self.rank}",
            "email": f"irene.{self.rank}@exemple.fr",
        }
        account = grc.Actor.applicant(f"compte-{self.rank}")
        self.rank += 1
        return self.engine.submit(*PLACE, applicant, TOLD["accepted"], actor=account).id

    def validated(self, answers, faults):
        report = self.visitor.validate(*PLACE, answers)
        assert len([(fault.path, fault.message) for fault in report.faults]) == faults

    def act(self, count):
        requests = iter([self.filed() for _ in range(count)])
        return timed(lambda: self.agent.act(next(requests), TOLD["transition"]), count)

    def operations(self):
        known = self.requests[len(self.requests) // 2]
        agent, visitor = self.agent, self.visitor
        return {
            "validate, accepted": lambda: self.validated(TOLD["accepted"], 0),
            "validate, 7 faults": lambda: self.validated(TOLD["refused"], 7),
            "submit": self.filed,
            "request": lambda: agent.request(id=known).state,
            "requests, a page of 50": lambda: [(row.reference, row.state, row.received_at) for row in agent.requests().rows],
            "tasks, a page of 50": lambda: [(row.reference, row.title, row.due) for row in agent.tasks().rows],
            "history": lambda: [(entry.at, entry.text) for entry in agent.history(known)],
            "route": lambda: [offer.title for offer in visitor.route(PLACE[0]).offers],
            "catalogue": lambda: [procedure.title for procedure in visitor.catalogue()],
        }


class Larger:
    """The form of 300 fields, checked by one thread, or by two that share the engine."""

    def __init__(self):
        self.engine = grc.Engine.open(":memory:", actor=grc.Actor.system(), language="fr")
        self.engine.publish(TOLD["larger"])
        self.visitor = self.engine.acting_as(grc.Actor.applicant("compte-1"))

    def check(self, count):
        for _ in range(count):
            assert self.visitor.validate(*PLACE, TOLD["larger_answers"]).accepted

    def one_thread(self, count):
        start = time.perf_counter_ns()
        self.check(count)
        return time.perf_counter_ns() - start

    def two_threads(self, count):
        """As many checks in each."""
        threads = [threading.Thread(target=self.check, args=(count,)) for _ in range(2)]
        start = time.perf_counter_ns()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter_ns() - start


def turns(town):
    known = {name: lambda count, work=work: timed(work, count) for name, work in town.operations().items()}
    return {**known, "act": town.act}


larger = Larger()
towns = {name: turns(Town(store)) for name, store in TOLD["stores"].items()}
towns["300 fields"] = {"one thread": larger.one_thread, "two threads": larger.two_threads}

print("\t".join(towns), flush=True)
for line in sys.stdin:
    name, operation, count = line.rstrip("\n").split("\t")
    print(towns[name][operation](int(count)), 0, sep="\t", flush=True)
