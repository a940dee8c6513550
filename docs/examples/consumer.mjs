#!/usr/bin/env node
// Prints every event that Hookline publishes, once, each session in order:
//
//     node consumer.mjs positions.json | hookline decrypt
//
// Reads hookline:log:{p}, which forgets nothing; the channel hooksdata only says that there is something new. Begins
// with what is there, or where positions.json says; what was printed shortly before an end may come again then.
//
// REDIS_HOST, REDIS_PORT, REDIS_USERNAME and REDIS_PASSWORD_FILE say where; the user `monitor` may do all of this.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createClient } from 'redis';

const PAGE = 100;
const OVERLAP = 1000; // read again after a lost connection: a failover may have taken back and brought again as much
const KNOWN_IDS = 10_000;
const KNOWN_SESSIONS = 10_000;
const WINDOW = 2000; // milliseconds that an event waits for those before it
const LOOK_ANYWAY = 500; // milliseconds without a message after which the log is looked at all the same

/** Puts the events of each session in order, within the window. */
class Order {
  next = new Map(); // by session, the number that comes next; the one seen last is the last
  held = new Map(); // by session, sequence to {deadline, line}

  constructor(emit) {
    this.emit = emit;
  }

  add(session, sequence, line) {
    const expected = this.next.get(session) ?? 1;
    this.next.delete(session);
    this.next.set(session, expected);
    if (this.next.size > KNOWN_SESSIONS) {
      const [oldest] = this.next.keys();
      this.release(oldest);
      this.next.delete(oldest);
    }
    if (sequence <= expected) {
      this.passOn(session, sequence, line);
    } else {
      if (!this.held.has(session)) this.held.set(session, new Map());
      this.held.get(session).set(sequence, { deadline: performance.now() + WINDOW, line });
    }
  }

  passOn(session, sequence, line) {
    this.emit(line);
    let expected = Math.max(this.next.get(session), sequence + 1);
    const waiting = this.held.get(session) ?? new Map();
    for (; waiting.has(expected); expected++) {
      this.emit(waiting.get(expected).line);
      waiting.delete(expected);
    }
    this.next.set(session, expected);
    if (waiting.size === 0) this.held.delete(session);
  }

  giveUpWhatWaitedTooLong() {
    const now = performance.now();
    for (const [session, waiting] of [...this.held]) {
      if (![...waiting.values()].some((one) => one.deadline <= now)) continue;
      const first = Math.min(...waiting.keys());
      const expected = this.next.get(session);
      if (expected > 1) console.error(`${session}: ${expected} to ${first - 1} are missing`);
      const { line } = waiting.get(first);
      waiting.delete(first);
      this.passOn(session, first, line);
    }
  }

  release(session) {
    const waiting = this.held.get(session) ?? new Map();
    for (const sequence of [...waiting.keys()].sort((a, b) => a - b)) this.emit(waiting.get(sequence).line);
    this.held.delete(session);
  }
}

/** Reads the log of each partition, and knows what it has read. */
class Consumer {
  seen = new Set();
  places = {};

  constructor(redis, file, emit) {
    this.redis = redis;
    this.file = file;
    this.order = new Order(emit);
    if (file && existsSync(file)) this.places = JSON.parse(readFileSync(file, 'utf8'));
  }

  async partitions() {
    const count = Number((await this.redis.hGet('hookline:meta', 'partitions')) ?? 0);
    return Array.from({ length: count }, (_, p) => p);
  }

  /** Takes at most a page of each partition; says whether there was anything. */
  async read() {
    let found = false;
    for (const p of await this.partitions()) {
      const log = { key: `hookline:log:{${p}}`, id: this.places[p] ?? '0-0' };
      for (const { messages } of (await this.redis.xRead(log, { COUNT: PAGE })) ?? []) {
        for (const { id, message } of messages) {
          found = true;
          await this.accept(p, message);
          this.places[p] = id;
        }
      }
    }
    this.order.giveUpWhatWaitedTooLong();
    return found;
  }

  async accept(p, fields) {
    if (this.seen.has(fields.id)) return;
    const line = await this.redis.hGet(`hooks:event:{${p}}:${fields.id}`, 'data');
    this.seen.add(fields.id);
    if (this.seen.size > KNOWN_IDS) this.seen.delete(this.seen.values().next().value);
    // Else erased, or removed by retention.
    if (line !== null) this.order.add(fields.session_id, Number(fields.sequence), line);
  }

  async goBack() {
    for (const p of await this.partitions()) {
      const before = await this.redis.xRevRange(`hookline:log:{${p}}`, this.places[p] ?? '0-0', '-', { COUNT: OVERLAP });
      if (before.length > 0) this.places[p] = before[before.length - 1].id;
    }
  }

  store() {
    if (!this.file || this.order.held.size > 0) return;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.places));
    renameSync(`${this.file}.new`, this.file);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const redis = createClient({
  socket: { host: process.env.REDIS_HOST ?? '127.0.0.1', port: Number(process.env.REDIS_PORT ?? 6379) },
  username: process.env.REDIS_USERNAME,
  password: process.env.REDIS_PASSWORD_FILE && readFileSync(process.env.REDIS_PASSWORD_FILE, 'utf8').trim(),
  disableOfflineQueue: true,
});
const bell = redis.duplicate({ disableOfflineQueue: false });
let wake = () => {};
let connectedAnew = false;
redis.on('error', () => {}); // What it means for the consumer is said where it waits.
redis.on('ready', () => { connectedAnew = true; });
bell.on('error', () => {});
await redis.connect();
await bell.connect();
await bell.subscribe('hooksdata', () => wake());

const consumer = new Consumer(redis, process.argv[2], (line) => process.stdout.write(`${line}\n`));
for (;;) {
  try {
    if (connectedAnew && Object.keys(consumer.places).length > 0) await consumer.goBack();
    connectedAnew = false;
    const rung = new Promise((resolve) => { wake = resolve; });
    while (await consumer.read());
    consumer.store();
    await Promise.race([rung, pause(LOOK_ANYWAY)]);
  } catch (problem) {
    console.error(`waiting for Redis: ${problem.message}`);
    connectedAnew = true;
    await pause(LOOK_ANYWAY);
  }
}
