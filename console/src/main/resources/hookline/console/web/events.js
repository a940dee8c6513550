/* A list of any length: only the rows that can be seen are elements. One listbox, used with the keys. */

import { bytes, duration, fraction, h, time as clock, typeKind, typeName, visible } from './words.js';

const ROW = 34;
const AROUND = 8;

export class EventList {
  /** @param onSelect called with the event that was chosen, or null */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.events = [];
    this.selected = -1;
    this.rows = new Map();
    this.space = h('div', { class: 'space' });
    this.element = h('div', {
      class: 'events', role: 'listbox', tabindex: '0', 'aria-label': 'Events',
      onscroll: () => this.draw(), onkeydown: (event) => this.#key(event),
      onclick: (event) => {
        const row = event.target.closest('[role=option]');
        if (row) this.select(Number(row.dataset.index));
      },
    }, this.space);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.element);
  }

  close() {
    this.observer.disconnect();
  }

  /** Shows other events; who was at the end stays there, and what was chosen stays chosen. */
  show(events) {
    const chosen = this.events[this.selected]?.id;
    const atEnd = this.element.scrollTop + this.element.clientHeight >= this.element.scrollHeight - ROW;
    this.events = events;
    this.selected = chosen ? events.findIndex((event) => event.id === chosen) : -1;
    this.space.style.height = `${events.length * ROW}px`;
    if (atEnd && this.selected < 0) this.element.scrollTop = this.element.scrollHeight;
    this.draw();
  }

  select(index, quietly) {
    if (index < 0 || index >= this.events.length) return;
    this.selected = index;
    const top = index * ROW;
    const visibleTop = this.element.scrollTop;
    const height = this.element.clientHeight;
    if (top < visibleTop) this.element.scrollTop = top;
    else if (top + ROW > visibleTop + height) this.element.scrollTop = top + ROW - height;
    this.draw();
    if (!quietly) this.onSelect(this.events[index]);
  }

  selectId(id) {
    const index = this.events.findIndex((event) => event.id === id);
    if (index >= 0 && index !== this.selected) this.select(index);
    return index >= 0;
  }

  deselect() {
    this.selected = -1;
    this.draw();
    this.onSelect(null);
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW) - 1);
    const moves = {
      ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in moves)) return;
    event.preventDefault();
    const to = this.selected < 0 && event.key !== 'End' ? 0 : this.selected + moves[event.key];
    this.select(Math.min(Math.max(to, 0), this.events.length - 1));
  }

  draw() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW) - AROUND);
    const last = Math.min(this.events.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / ROW) + AROUND);
    const kept = new Map();
    for (let index = first; index < last; index++) {
      const event = this.events[index];
      // What is shown already stays the same element, so that nobody's click or selection of text goes with it.
      let row = this.rows.get(event.id);
      if (!row || row.dataset.index !== String(index)) row = this.#row(index);
      row.setAttribute('aria-selected', String(index === this.selected));
      row.setAttribute('aria-setsize', this.events.length);
      kept.set(event.id, row);
    }
    for (const [id, row] of this.rows) if (kept.get(id) !== row) row.remove();
    let before = null;
    for (const row of kept.values()) {
      const place = before ? before.nextSibling : this.space.firstChild;
      if (place !== row) this.space.insertBefore(row, place);
      before = row;
    }
    this.rows = kept;
    if (this.selected >= first && this.selected < last) this.element.setAttribute('aria-activedescendant', `event-${this.selected}`);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #row(index) {
    const event = this.events[index];
    const row = h('div', {
      class: `event ${typeKind(event)}${event.agent ? ' nested' : ''}`, role: 'option', id: `event-${index}`, 'data-index': index,
      'aria-posinset': index + 1,
    },
    h('span', { class: 'seq' }, event.seq ? `${event.seq}` : '–'),
    h('time', {}, event.time ? clock(event.time) : '', event.time ? h('span', { class: 'fraction' }, fraction(event.time)) : ''),
    h('span', { class: 'type' }, typeName(event.type)),
    h('span', { class: 'tool' }, h('bdi', {}, visible(event.tool))),
    h('span', { class: 'words' }, h('bdi', {}, visible(event.words))),
    h('span', { class: 'tags' },
      event.redactions ? h('span', { class: 'tag', title: `${event.redactions} redactions` }, `${event.redactions} redacted`) : '',
      event.status && event.status !== 'success' ? h('span', { class: 'tag bad' }, visible(event.status)) : '',
      event.late ? h('span', { class: 'tag' }, 'late') : ''),
    h('span', { class: 'took' }, event.took === undefined ? '' : duration(event.took)),
    h('span', { class: 'size' }, event.bytes === undefined ? '' : bytes(event.bytes)));
    row.style.top = `${index * ROW}px`;
    return row;
  }
}
