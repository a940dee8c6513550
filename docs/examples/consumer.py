#!/usr/bin/env python3
"""Prints every event that Hookline publishes, once, each session in order:

    python3 consumer.py positions.json | hookline decrypt

Reads hookline:log:{p}, which forgets nothing; the channel hooksdata only says that there is something new. Begins with
what is there, or where positions.json says; what was printed shortly before an end may come again then.

REDIS_HOST, REDIS_PORT, REDIS_USERNAME and REDIS_PASSWORD_FILE say where; the user `monitor` may do all of this.
"""
import collections
import json
import os
import sys
import time

import redis

PAGE = 100
OVERLAP = 1_000  # read again after a lost connection: a failover may have taken back and brought again as much
KNOWN_IDS = 10_000
KNOWN_SESSIONS = 10_000
WINDOW = 2.0  # seconds that an event waits for those before it
LOOK_ANYWAY = 0.5  # seconds without a message after which the log is looked at all the same


class Order:
    """Puts the events of each session in order, within the window."""

    def __init__(self, emit):
        self.emit = emit
        self.next = collections.OrderedDict()  # by session, the number that comes next
        self.held = {}  # by session, {sequence: (deadline, line)}

    def add(self, session, sequence, line):
        expected = self.next.setdefault(session, 1)
        self.next.move_to_end(session)
        if len(self.next) > KNOWN_SESSIONS:
            self.release(next(iter(self.next)))
            self.next.popitem(last=False)
        if sequence <= expected:
            self.pass_on(session, sequence, line)
        else:
            self.held.setdefault(session, {})[sequence] = (time.monotonic() + WINDOW, line)

    def pass_on(self, session, sequence, line):
        self.emit(line)
        self.next[session] = max(self.next[session], sequence + 1)
        waiting = self.held.get(session, {})
        while self.next[session] in waiting:
            number = self.next[session]
            self.emit(waiting.pop(number)[1])
            self.next[session] = number + 1
        if not waiting:
            self.held.pop(session, None)

    def give_up_what_waited_too_long(self):
        now = time.monotonic()
        for session in [s for s, waiting in self.held.items() if min(d for d, _ in waiting.values()) <= now]:
            first = min(self.held[session])
            if self.next[session] > 1:
                print(f"{session}: {self.next[session]} to {first - 1} are missing", file=sys.stderr)
            self.pass_on(session, first, self.held[session].pop(first)[1])

    def release(self, session):
        for _, (_, line) in sorted(self.held.pop(session, {}).items()):
            self.emit(line)


class Consumer:
    """Reads the log of each partition, and knows what it has read."""

    def __init__(self, connection, file, emit):
        self.connection = connection
        self.file = file
        self.order = Order(emit)
        self.seen = collections.OrderedDict()
        self.places = {}
        if file and os.path.exists(file):
            with open(file, encoding="utf-8") as stored:
                self.places = json.load(stored)

    def partitions(self):
        return range(int(self.connection.hget("hookline:meta", "partitions") or 0))

    def read(self):
        """Takes at most a page of each partition; says whether there was anything."""
        found = False
        for p in self.partitions():
            place = self.places.get(str(p), "0-0")
            for _, entries in self.connection.xread({f"hookline:log:{{{p}}}": place}, count=PAGE):
                for entry, fields in entries:
                    found = True
                    self.accept(p, fields)
                    self.places[str(p)] = entry
        self.order.give_up_what_waited_too_long()
        return found

    def accept(self, p, fields):
        if fields["id"] in self.seen:
            return
        line = self.connection.hget(f"hooks:event:{{{p}}}:{fields['id']}", "data")
        self.seen[fields["id"]] = True
        if len(self.seen) > KNOWN_IDS:
            self.seen.popitem(last=False)
        if line is not None:  # else erased, or removed by retention
            self.order.add(fields["session_id"], int(fields["sequence"]), line)

    def go_back(self):
        for p in self.partitions():
            before = self.connection.xrevrange(
                f"hookline:log:{{{p}}}", max=self.places.get(str(p), "0-0"), count=OVERLAP)
            if before:
                self.places[str(p)] = before[-1][0]

    def store(self):
        if self.file and not self.order.held:
            with open(self.file + ".new", "w", encoding="utf-8") as stored:
                json.dump(self.places, stored)
            os.replace(self.file + ".new", self.file)


def connect():
    password = None
    if "REDIS_PASSWORD_FILE" in os.environ:
        with open(os.environ["REDIS_PASSWORD_FILE"], encoding="utf-8") as file:
            password = file.read().strip()
    return redis.Redis(
        host=os.environ.get("REDIS_HOST", "127.0.0.1"),
        port=int(os.environ.get("REDIS_PORT", "6379")),
        username=os.environ.get("REDIS_USERNAME"),
        password=password,
        decode_responses=True,
        socket_timeout=8)


def follow(consumer, channel):
    channel.subscribe("hooksdata")
    while True:
        while consumer.read():
            pass
        sys.stdout.flush()
        consumer.store()
        channel.get_message(timeout=LOOK_ANYWAY)


def main():
    connection = connect()
    consumer = Consumer(connection, sys.argv[1] if len(sys.argv) > 1 else None, print)
    pause = 0.05
    while True:
        try:
            with connection.pubsub(ignore_subscribe_messages=True) as channel:
                if consumer.places:
                    consumer.go_back()
                pause = 0.05
                follow(consumer, channel)
        except (redis.ConnectionError, redis.TimeoutError) as problem:
            print(f"waiting for Redis: {problem}", file=sys.stderr)
            time.sleep(pause)
            pause = min(2 * pause, 2)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
