/*
 * Makes tool calls and sub-agents out of events, which only say that one began or ended. Where payloads cannot be read,
 * there are no ids to join them by: then the oldest open call of the same tool is taken to be the one that ended.
 */

const ENDS = { post_tool_use: 'done', post_tool_use_failure: 'failed', permission_denied: 'failed' };

export class Session {
  constructor(id) {
    this.id = id;
    this.cwd = '';
    this.branch = '';
    this.status = 'active';
    this.first = Infinity;
    this.last = 0;
    this.events = 0;
    this.redactions = 0;
    this.failed = 0;
    this.calls = [];
    this.agents = [];
    this.marks = [];
    this.open = [];
    this.openAgents = [];
  }

  add(event) {
    this.events += 1;
    this.redactions += event.redactions ?? 0;
    this.first = Math.min(this.first, event.time);
    this.last = Math.max(this.last, event.time);
    this.cwd = event.cwd ?? this.cwd;
    this.branch = event.branch ?? this.branch;
    switch (event.type) {
      case 'pre_tool_use': this.#start(event); break;
      case 'post_tool_use': case 'post_tool_use_failure': case 'permission_denied': this.#end(event); break;
      case 'subagent_start': this.#startAgent(event); break;
      case 'sub_agent_stop_hook': this.#endAgent(event); break;
      case 'session_start': this.status = 'active'; this.#mark(event); break;
      case 'session_end': this.status = 'ended'; this.#giveUp(event.time, () => true); this.#mark(event); break;
      case 'stop_hook': case 'stop_failure': this.#giveUp(event.time, (call) => !call.agent); this.#mark(event); break;
      default: this.#mark(event);
    }
  }

  #start(event) {
    const call = {
      id: event.id, tool: event.tool ?? '?', use: event.use, agent: event.agent ?? this.#onlyAgent(),
      words: event.words, start: event.time, end: null, status: 'open',
    };
    this.calls.push(call);
    this.open.push(call);
  }

  #end(event) {
    const index = this.open.findIndex((call) => (event.use && call.use ? call.use === event.use : call.tool === (event.tool ?? '?')));
    const status = ENDS[event.type];
    if (status === 'failed') this.failed += 1;
    if (index < 0) {
      this.calls.push({
        id: event.id, tool: event.tool ?? '?', agent: event.agent ?? '', words: event.words,
        start: event.time, end: event.time, status,
      });
      return;
    }
    const [call] = this.open.splice(index, 1);
    call.end = Math.max(call.start, event.time);
    call.status = status;
    call.endId = event.id;
  }

  /** Without an id in sight, what happens while one agent alone runs is taken to be its work. */
  #onlyAgent() {
    return this.openAgents.length === 1 && !this.openAgents[0].named ? this.openAgents[0].agent : '';
  }

  #startAgent(event) {
    const agent = {
      id: event.id, agent: event.agent ?? event.id, named: Boolean(event.agent), type: event.agentType ?? '',
      start: event.time, end: null,
    };
    this.agents.push(agent);
    this.openAgents.push(agent);
  }

  #endAgent(event) {
    const index = this.openAgents.findIndex((agent) => !event.agent || agent.agent === event.agent);
    if (index < 0) {
      this.#mark(event);
      return;
    }
    const [agent] = this.openAgents.splice(index, 1);
    agent.end = event.time;
    this.#giveUp(event.time, (call) => call.agent === agent.agent);
  }

  /** What never got an answer ends with what it belonged to. */
  #giveUp(time, belongs) {
    this.open = this.open.filter((call) => {
      if (!belongs(call)) return true;
      call.end = time;
      call.status = 'unanswered';
      return false;
    });
  }

  #mark(event) {
    this.marks.push({ id: event.id, type: event.type, time: event.time, status: event.status });
  }

  /** Forgets what ended before a time, so that a page that stays open does not grow for ever. */
  forgetBefore(time) {
    const kept = (item) => item.end === null || item.end >= time;
    if (this.calls.length && !kept(this.calls[0])) this.calls = this.calls.filter(kept);
    if (this.agents.length && !kept(this.agents[0])) this.agents = this.agents.filter(kept);
    if (this.marks.length && this.marks[0].time < time) this.marks = this.marks.filter((mark) => mark.time >= time);
  }

  /** Rows of bars that do not overlap: the session's own calls first, then each agent with its calls below it. */
  rows(from, to) {
    const within = (item) => item.start <= to && (item.end ?? Infinity) >= from;
    const rows = packed(this.calls.filter((call) => !call.agent && within(call)), 0);
    for (const agent of this.agents.filter(within)) {
      rows.push({ depth: 1, agent, items: [agent] });
      rows.push(...packed(this.calls.filter((call) => call.agent === agent.agent && within(call)), 2));
    }
    return rows.length ? rows : [{ depth: 0, items: [] }];
  }
}

const MOST_ROWS = 6;

function packed(calls, depth) {
  const rows = [];
  for (const call of calls) {
    let row = rows.find((candidate) => candidate.until <= call.start);
    if (!row && rows.length < MOST_ROWS) {
      row = { depth, items: [], until: 0 };
      rows.push(row);
    }
    row ??= rows[rows.length - 1];
    row.items.push(call);
    row.until = Math.max(row.until, call.end ?? Infinity);
  }
  return rows;
}
