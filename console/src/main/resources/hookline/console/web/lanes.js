/* Draws sessions' calls and agents over time on a canvas, and says what is under the pointer. */

import { duration, time as clock, typeName, visible } from './words.js';

const ROW = 14;
const GAP = 3;
const TOP = 12;
const NARROWEST = 3;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The page's colours, read once a change of the scheme. */
let colours = null;
function palette() {
  colours ??= {
    done: style('--tool'), failed: style('--bad'), open: style('--open'), unanswered: style('--muted'),
    agent: style('--agent'), user_prompt_submit: style('--prompt'), notification: style('--asks'),
    permission_request: style('--asks'), other: style('--muted'), grid: style('--line'), text: style('--faint'),
    onBar: style('--on-bar'), selected: style('--ink'),
  };
  return colours;
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { colours = null; });

function prepared(canvas, height) {
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width };
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 604800].map((s) => s * 1000);

/** Where the axis has lines, at most one for every 90 pixels. */
function ticks(from, to, width) {
  const step = STEPS.find((candidate) => (to - from) / candidate <= Math.max(2, width / 90)) ?? STEPS[STEPS.length - 1];
  const offset = new Date(to).getTimezoneOffset() * 60_000;
  const all = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) all.push(at);
  return all;
}

/** The axis above the lanes. */
export function drawAxis(canvas, from, to) {
  const { context, width } = prepared(canvas, 22);
  const colour = palette();
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.fillStyle = colour.text;
  for (const at of ticks(from, to, width)) {
    const x = ((at - from) / (to - from)) * width;
    const label = clock(at);
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.min(Math.max(x - half, 0), width - 2 * half), 11);
  }
}

/** One session's lane; remembers on the canvas what stands where. */
export function drawLane(canvas, session, from, to, now, selected) {
  const rows = session.rows(from, to);
  const height = TOP + rows.length * (ROW + GAP) + GAP;
  const { context, width } = prepared(canvas, height);
  const colour = palette();
  const x = (time) => ((time - from) / (to - from)) * width;
  const places = [];
  context.fillStyle = colour.grid;
  for (const at of ticks(from, to, width)) context.fillRect(Math.round(x(at)), 0, 1, height);
  context.font = '10px system-ui, sans-serif';
  context.textBaseline = 'middle';
  rows.forEach((row, index) => {
    const y = TOP + index * (ROW + GAP);
    for (const item of row.items) {
      const left = Math.max(x(item.start), -2);
      const right = Math.min(x(item.end ?? Math.max(now, item.start)), width + 2);
      const wide = Math.max(NARROWEST, right - left);
      if (row.agent) drawAgent(context, colour, item, left, y, wide);
      else drawCall(context, colour, item, left, y, wide, Boolean(selected) && (item.id === selected || item.endId === selected));
      places.push({ left, right: left + wide, top: y, bottom: y + ROW, item });
    }
  });
  for (const mark of session.marks) {
    if (mark.time < from || mark.time > to) continue;
    const at = x(mark.time);
    context.fillStyle = mark.status === 'error' ? colour.failed : colour[mark.type] ?? colour.other;
    context.beginPath();
    context.moveTo(at, 1);
    context.lineTo(at + 4, 5);
    context.lineTo(at, 9);
    context.lineTo(at - 4, 5);
    context.fill();
    places.push({ left: at - 5, right: at + 5, top: 0, bottom: 10, item: mark });
  }
  canvas.places = places;
}

function drawCall(context, colour, call, left, y, wide, selected) {
  context.fillStyle = colour[call.status] ?? colour.other;
  context.beginPath();
  context.roundRect(left, y, wide, ROW, Math.min(3, wide / 2));
  context.fill();
  if (call.status === 'open') {
    // Open at the right: nobody knows yet how it ends.
    context.clearRect(left + wide - 1, y, 1, ROW);
  }
  if (call.status === 'failed') {
    // Not by colour alone.
    context.fillStyle = colour.onBar;
    context.fillRect(left + 1, y + ROW - 3, Math.max(1, wide - 2), 1.5);
  }
  if (selected) {
    context.strokeStyle = colour.selected;
    context.lineWidth = 2;
    context.strokeRect(left - 1, y - 1, wide + 2, ROW + 2);
  }
  if (wide > 34) {
    context.save();
    context.beginPath();
    context.rect(left, y, wide - 3, ROW);
    context.clip();
    context.fillStyle = colour.onBar;
    context.fillText(visible(call.tool), left + 4, y + ROW / 2 + 0.5);
    context.restore();
  }
}

function drawAgent(context, colour, agent, left, y, wide) {
  context.fillStyle = colour.agent;
  context.fillRect(left, y + ROW / 2 - 1, wide, 2);
  context.fillRect(left, y + 2, 2, ROW - 4);
  if (agent.end !== null) context.fillRect(left + wide - 2, y + 2, 2, ROW - 4);
  if (wide > 60) {
    const label = visible(agent.type) || 'sub-agent';
    const size = context.measureText(label).width;
    if (size + 16 < wide) {
      context.clearRect(left + 6, y, size + 8, ROW);
      context.fillText(label, left + 10, y + ROW / 2 + 0.5);
    }
  }
}

/** What is at a place of a lane that was drawn, the nearest first; null where nothing is. */
export function itemAt(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const px = event.clientX - box.left;
  const py = event.clientY - box.top;
  const hits = (canvas.places ?? []).filter((place) =>
    px >= place.left - 2 && px <= place.right + 2 && py >= place.top - 1 && py <= place.bottom + 1);
  return hits.length ? hits[hits.length - 1].item : null;
}

/** One line about a call, an agent or a mark. */
export function describe(item, now) {
  if (item.tool !== undefined) {
    const took = duration((item.end ?? now) - item.start);
    const how = { open: `open for ${took}`, done: took, failed: `failed after ${took}`, unanswered: 'no answer' }[item.status];
    return [`${visible(item.tool)}, ${how}, ${clock(item.start)}`, visible(item.words)].filter(Boolean).join(': ');
  }
  if (item.agent !== undefined) {
    return `${visible(item.type) || 'sub-agent'}, ${item.end === null ? 'running' : duration(item.end - item.start)}`;
  }
  return `${typeName(item.type)}, ${clock(item.time)}`;
}
