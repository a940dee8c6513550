/* The page of all sessions: one lane each, over a window of time that moves along. */

import { Live } from './live.js';
import { Session } from './calls.js';
import { describe, drawAxis, drawLane, itemAt } from './lanes.js';
import { ago, duration, h, moment, number, project, shortId, visible } from './words.js';

const WINDOWS = [[300, '5 min'], [900, '15 min'], [3600, '1 h'], [21600, '6 h']];
const MOST_LANES = 40;
const MOST_SESSIONS = 400;

export function showSessions(main, setState) {
  const sessions = new Map();
  let seconds = Number(localStorage.getItem('window')) || 900;
  let filter = '';
  let pausedAt = null;
  let dirty = true;
  let live = null;
  let missing = 0;

  const axis = h('canvas', { class: 'axis', 'aria-hidden': 'true' });
  const list = h('ol', { class: 'lanes' });
  const empty = h('div', { class: 'empty', hidden: true });
  const sum = h('p', { class: 'sum', role: 'status' });
  const tip = h('div', { class: 'tip', hidden: true });
  const search = h('input', {
    type: 'search', id: 'filter', placeholder: 'Filter by folder or session', 'aria-label': 'Filter sessions',
    oninput: () => { filter = search.value.toLowerCase(); dirty = true; },
  });
  const pause = h('button', {
    type: 'button', 'aria-pressed': 'false',
    onclick: () => {
      pausedAt = pausedAt === null ? Date.now() : null;
      pause.setAttribute('aria-pressed', String(pausedAt !== null));
      pause.textContent = pausedAt === null ? 'Pause' : 'Go on';
      dirty = true;
    },
  }, 'Pause');
  const windows = h('div', { class: 'segments', role: 'group', 'aria-label': 'Window of time' },
    WINDOWS.map(([value, label]) => h('button', {
      type: 'button', 'data-seconds': value, 'aria-pressed': String(value === seconds),
      onclick: () => {
        seconds = value;
        localStorage.setItem('window', String(value));
        for (const button of windows.children) button.setAttribute('aria-pressed', String(Number(button.dataset.seconds) === value));
        start();
      },
    }, label)));
  const older = h('section', { class: 'older', 'aria-labelledby': 'older-title' },
    h('h2', { id: 'older-title' }, 'Earlier sessions'), h('div', { class: 'scroll' }));
  main.replaceChildren(
    h('div', { class: 'bar' }, h('h1', {}, 'Sessions'), windows, pause, search),
    sum,
    h('div', { class: 'axis-row' }, h('span'), axis),
    list, empty, legend(), older, tip);

  function start() {
    live?.close();
    sessions.clear();
    missing = 0;
    live = new Live({ seconds }, (events, data) => {
      for (const event of events) {
        if (!event.session) continue;
        let session = sessions.get(event.session);
        if (!session) {
          session = new Session(event.session);
          sessions.set(event.session, session);
        }
        session.add(event);
      }
      for (const gap of data.missing) missing += gap.to - gap.from + 1;
      forget();
      dirty = true;
    }, setState);
  }

  function forget() {
    if (sessions.size <= MOST_SESSIONS) return;
    const oldest = [...sessions.values()].sort((a, b) => a.last - b.last).slice(0, sessions.size - MOST_SESSIONS);
    for (const session of oldest) sessions.delete(session.id);
  }

  const lanes = new Map();
  function lane(session) {
    let parts = lanes.get(session.id);
    if (parts) return parts;
    const canvas = h('canvas', {
      class: 'lane', role: 'img',
      onmousemove: (event) => showTip(canvas, event), onmouseleave: () => { tip.hidden = true; },
      onclick: (event) => {
        const item = itemAt(canvas, event);
        location.hash = `#/session/${encodeURIComponent(session.id)}${item ? `?event=${encodeURIComponent(item.id)}` : ''}`;
      },
    });
    const name = h('a', { class: 'name', href: `#/session/${encodeURIComponent(session.id)}` });
    const facts = h('span', { class: 'facts' });
    const element = h('li', {}, h('div', { class: 'label' }, name, facts), canvas);
    parts = { element, canvas, name, facts };
    lanes.set(session.id, parts);
    return parts;
  }

  function showTip(canvas, event) {
    const item = itemAt(canvas, event);
    tip.hidden = !item;
    if (!item) return;
    tip.textContent = describe(item, Date.now());
    tip.style.left = `${Math.max(8, Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 12))}px`;
    tip.style.top = `${event.clientY + 16}px`;
  }

  function draw() {
    const now = pausedAt ?? Date.now();
    const from = now - seconds * 1000;
    for (const session of sessions.values()) session.forgetBefore(from);
    const shown = [...sessions.values()]
      .filter((session) => session.last >= from && session.first <= now)
      .filter((session) => !filter || session.id.toLowerCase().includes(filter) || session.cwd.toLowerCase().includes(filter))
      .sort((a, b) => b.first - a.first || (a.id < b.id ? -1 : 1));
    const matching = shown.length;
    shown.splice(MOST_LANES);
    const elements = shown.map((session) => {
      const parts = lane(session);
      const open = session.open.length;
      parts.name.replaceChildren(
        h('span', { class: `dot ${session.status}`, 'aria-hidden': 'true' }),
        h('bdi', {}, project(session.cwd) || shortId(session.id)), h('code', { title: visible(session.id) }, shortId(session.id)));
      parts.facts.replaceChildren(`${number(session.events)} events`,
        session.failed ? h('b', { class: 'bad' }, `${number(session.failed)} failed`) : '',
        h('span', {}, session.status === 'ended' ? 'ended' : ago(Math.max(0, now - session.last))));
      parts.canvas.setAttribute('aria-label',
        `${session.calls.length} tool calls, ${session.failed} failed, ${open} open, ${session.agents.length} sub-agents`);
      return parts.element;
    });
    if (elements.length !== list.children.length || elements.some((element, index) => list.children[index] !== element)) {
      list.replaceChildren(...elements);
    }
    drawAxis(axis, from, now);
    for (const session of shown) drawLane(lane(session).canvas, session, from, now, now);
    const all = shown.reduce((total, session) => total + session.events, 0);
    sum.textContent = [
      `${number(matching)} session${matching === 1 ? '' : 's'}${matching > shown.length ? `, the newest ${MOST_LANES} shown,` : ''} in the last ${duration(seconds * 1000).replace(/ 0 \w+$/, '')}`,
      `${number(all)} events`,
      `${number(shown.reduce((total, session) => total + session.redactions, 0))} redactions`,
      missing ? `${number(missing)} missing` : '',
    ].filter(Boolean).join(' · ');
    empty.hidden = shown.length > 0;
    list.hidden = shown.length === 0;
    axis.parentElement.hidden = shown.length === 0;
    if (!empty.hidden) {
      empty.replaceChildren(h('p', {}, filter ? 'No session matches the filter.' : 'No events in this window yet.'),
        h('p', { class: 'hint' }, 'Run ', h('code', {}, 'hookline hooks install'), ', then use Claude Code; or try ',
          h('code', {}, 'hookline send'), '.'));
    }
  }

  async function loadOlder() {
    try {
      const answer = await fetch('/api/sessions');
      if (!answer.ok) return;
      const rows = await answer.json();
      older.lastChild.replaceChildren(h('table', {},
        h('thead', {}, h('tr', {}, ['Folder', 'Session', 'Model', 'Events', 'First', 'Last', 'Status'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, rows.slice(0, 100).map((row) => h('tr', {},
          h('td', {}, h('a', { href: `#/session/${encodeURIComponent(row.session)}` }, h('bdi', {}, project(row.cwd) || 'no folder'))),
          h('td', {}, h('code', {}, shortId(row.session))),
          h('td', {}, h('bdi', {}, visible(row.model))),
          h('td', { class: 'number' }, number(Object.values(row.counts).reduce((a, b) => a + b, 0))),
          h('td', {}, moment(row.first)), h('td', {}, moment(row.last)), h('td', {}, visible(row.status)))))));
    } catch {
      // The stream says that the server is away.
    }
  }

  start();
  loadOlder();
  const olderTimer = setInterval(loadOlder, 30_000);
  let last = 0;
  let frame = requestAnimationFrame(function next(at) {
    frame = requestAnimationFrame(next);
    // It moves a pixel at a time; more often than that there is nothing new to see.
    if (dirty || (pausedAt === null && at - last > 500)) {
      dirty = false;
      last = at;
      draw();
    }
  });
  const resized = () => { dirty = true; };
  addEventListener('resize', resized);
  return {
    filter: search,
    close() {
      live?.close();
      clearInterval(olderTimer);
      cancelAnimationFrame(frame);
      removeEventListener('resize', resized);
    },
  };
}

export function legend() {
  const entry = (kind, words) => h('li', {}, h('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' }), words);
  return h('ul', { class: 'legend', 'aria-label': 'What the colours mean' },
    entry('tool', 'tool call'), entry('bad', 'failed'), entry('open', 'still open'), entry('none', 'no answer'),
    entry('agent', 'sub-agent'), entry('mark prompt', 'prompt'), entry('mark asks', 'asks or notifies'), entry('mark other', 'other'));
}
