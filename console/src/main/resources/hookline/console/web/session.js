/* The page of one session: its calls over time, its events in order, and the details of one of them. */

import { Live } from './live.js';
import { Session } from './calls.js';
import { EventList } from './events.js';
import { describe, drawAxis, drawLane, itemAt } from './lanes.js';
import { legend } from './sessions.js';
import { bytes, duration, exactTime, h, moment, number, project, shortId, typeName, visible, visibleLines } from './words.js';

const BETWEEN_DRAWS = 250;
const MOST_SHOWN_CHARS = 200_000;

export function showSession(main, setState, id, wanted) {
  const session = new Session(id);
  const events = [];
  const gaps = [];
  let matching = [];
  let dirty = true;
  let selectedId = wanted;
  let lastDraw = 0;

  const title = h('h1', {}, h('bdi', {}, shortId(id)));
  const facts = h('dl', { class: 'session-facts' });
  const axis = h('canvas', { class: 'axis', 'aria-hidden': 'true' });
  const lane = h('canvas', {
    class: 'lane', role: 'img',
    onclick: (event) => { const item = itemAt(lane, event); if (item) choose(item.id); },
    onmousemove: (event) => {
      const item = itemAt(lane, event);
      hint.textContent = item ? describe(item, Date.now()) : '\u00a0';
    },
    onmouseleave: () => { hint.textContent = '\u00a0'; },
  });
  const hint = h('p', { class: 'hint pointer' }, '\u00a0');
  const type = select('Type');
  const tool = select('Tool');
  const status = select('Status');
  const text = h('input', { type: 'search', id: 'filter', placeholder: 'Text, tool or id', 'aria-label': 'Filter events', oninput: refilter });
  const found = h('span', { class: 'found', role: 'status' });
  const missing = h('p', { class: 'notice', hidden: true });
  const details = h('aside', { class: 'details', 'aria-label': 'Details', hidden: true });
  const list = new EventList((event) => {
    selectedId = event?.id ?? null;
    history.replaceState(null, '', `#/session/${encodeURIComponent(id)}${event ? `?event=${encodeURIComponent(event.id)}` : ''}`);
    dirty = true;
    showDetails(event);
  });
  const split = h('div', { class: 'split' }, list.element, details);
  main.replaceChildren(
    h('div', { class: 'bar' }, h('a', { class: 'back', href: '#/' }, 'Sessions'), title),
    facts, axis, lane, hint, legend(),
    h('div', { class: 'bar filters', role: 'search' }, type.label, tool.label, status.label, text, found),
    missing, split);

  function select(name) {
    const element = h('select', { onchange: refilter }, h('option', { value: '' }, 'all'));
    return { element, label: h('label', {}, `${name} `, element), values: new Set() };
  }

  /** A value that comes up for the first time can be chosen from then on. */
  function offer(choice, value, words) {
    if (!value || choice.values.has(value)) return;
    choice.values.add(value);
    choice.element.append(h('option', { value }, words));
  }

  function matches(event) {
    const words = text.value.toLowerCase();
    return (!type.element.value || event.type === type.element.value)
      && (!tool.element.value || event.tool === tool.element.value)
      && (!status.element.value || event.status === status.element.value)
      && (!words || [event.id, event.tool, event.words, event.type, event.agentType, String(event.seq)]
        .some((field) => field?.toLowerCase().includes(words)));
  }

  function refilter() {
    matching = events.filter(matches);
    dirty = true;
    list.show(matching);
    count();
  }

  function count() {
    found.textContent = matching.length === events.length ? `${number(events.length)} events` : `${number(matching.length)} of ${number(events.length)} events`;
  }

  const live = new Live({ session: id }, (arrived, data) => {
    for (const event of arrived) {
      events.push(event);
      session.add(event);
      offer(type, event.type, typeName(event.type));
      offer(tool, event.tool, visible(event.tool));
      offer(status, event.status, visible(event.status));
      if (matches(event)) matching.push(event);
    }
    gaps.push(...data.missing);
    missing.hidden = gaps.length === 0;
    missing.textContent = gaps.length ? `Missing: ${gaps.slice(0, 8).map((gap) => (gap.from === gap.to ? gap.from : `${gap.from} to ${gap.to}`)).join(', ')}${gaps.length > 8 ? ' and more' : ''}. Dead letters, erased, removed by retention, or lost: hookline audit events tells.` : '';
    dirty = true;
  }, setState);

  function choose(eventId) {
    if (!list.selectId(eventId)) {
      for (const choice of [type, tool, status]) choice.element.value = '';
      text.value = '';
      refilter();
      list.selectId(eventId);
    }
  }

  function draw() {
    const now = Date.now();
    const from = Number.isFinite(session.first) ? session.first : now - 60_000;
    const busy = session.open.length || session.openAgents.length;
    const to = Math.max(session.status === 'active' && busy ? now : session.last, from + 10_000);
    const margin = (to - from) * 0.01;
    drawAxis(axis, from - margin, to + margin);
    drawLane(lane, session, from - margin, to + margin, now, selectedId);
    lane.setAttribute('aria-label', `${session.calls.length} tool calls, ${session.failed} failed, ${session.open.length} open, ${session.agents.length} sub-agents; the list below has every event`);
    title.replaceChildren(h('span', { class: `dot ${session.status}`, 'aria-hidden': 'true' }), h('bdi', {}, project(session.cwd) || shortId(id)));
    list.show(matching);
    count();
    if (selectedId && list.selected < 0 && details.hidden) list.selectId(selectedId);
  }

  async function loadFacts() {
    const answer = await fetch(`/api/sessions/${encodeURIComponent(id)}`).catch(() => null);
    const known = answer?.ok ? await answer.json() : {};
    const rows = [['Session', visible(id)], ['Folder', visible(known.cwd ?? session.cwd)], ['Branch', visible(session.branch)],
      ['Model', visible(known.model)], ['Status', visible(known.status)],
      ['First', known.first ? moment(known.first) : ''], ['Last', known.last ? moment(known.last) : '']];
    facts.replaceChildren(...rows.filter(([, value]) => value).flatMap(([name, value]) => [h('div', {}, h('dt', {}, name), h('dd', {}, h('bdi', {}, value)))]));
  }

  async function showDetails(event) {
    details.hidden = !event;
    split.classList.toggle('open', Boolean(event));
    if (!event) return;
    const body = h('div', { class: 'body' }, h('p', { class: 'hint' }, 'Loading …'));
    details.replaceChildren(
      h('div', { class: 'head' }, h('h2', {}, typeName(event.type), event.tool ? `: ${visible(event.tool)}` : ''),
        h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close the details', onclick: () => { list.deselect(); list.element.focus(); } }, '✕')),
      h('dl', { class: 'event-facts' }, [
        ['Time', event.time ? `${moment(event.time)}, ${exactTime(event.time)}` : ''], ['Sequence', event.seq], ['Status', event.status],
        ['Hook to commit', event.took === undefined ? '' : duration(event.took)],
        ['Size', event.bytes === undefined ? '' : bytes(event.bytes)], ['Redactions', event.redactions], ['Id', event.id],
      ].filter(([, value]) => value !== '' && value !== undefined)
        .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, h('bdi', {}, visible(value)))))),
      body);
    const answer = await fetch(`/api/events/${encodeURIComponent(event.id)}`).catch(() => null);
    if (selectedId !== event.id) return;
    if (!answer?.ok) {
      body.replaceChildren(h('p', { class: 'notice' }, answer ? (await answer.text()).trim() : 'The console does not answer.'));
      return;
    }
    const line = await answer.json();
    const sealed = line.payload?.encrypted === true && line.payload.data;
    const shown = JSON.stringify(sealed ? { ...line, payload: { ...line.payload, data: `… ${number(line.payload.data.length)} characters` } } : line, null, 2);
    body.replaceChildren(
      sealed ? h('p', { class: 'notice' }, 'The payload is encrypted. ', h('code', {}, `hookline decrypt --event ${visible(event.id)}`), ' opens it.') : '',
      h('pre', { tabindex: '0' }, visibleLines(shown.slice(0, MOST_SHOWN_CHARS)), shown.length > MOST_SHOWN_CHARS ? '\n… cut' : ''));
  }

  loadFacts();
  const timer = setInterval(loadFacts, 10_000);
  let frame = requestAnimationFrame(function next(at) {
    frame = requestAnimationFrame(next);
    const moving = session.open.length && at - lastDraw > 1000;
    if ((dirty && at - lastDraw > BETWEEN_DRAWS) || moving) {
      dirty = false;
      lastDraw = at;
      draw();
    }
  });
  const resized = () => { dirty = true; };
  addEventListener('resize', resized);
  list.element.focus({ preventScroll: true });
  return {
    filter: text,
    list,
    escape() {
      if (details.hidden) location.hash = '#/';
      else list.deselect();
    },
    close() {
      live.close();
      list.close();
      clearInterval(timer);
      cancelAnimationFrame(frame);
      removeEventListener('resize', resized);
    },
  };
}
