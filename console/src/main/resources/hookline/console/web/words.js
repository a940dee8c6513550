/* Text and small elements. Everything from an event ends in a text node: nothing of it is ever read as HTML. */

/** Characters that cannot be seen, or that turn what stands next to them around, become visible. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export const visible = (text) => String(text ?? '').replace(HIDDEN, (c) => (c === '\n' || c === '\t' ? ' ' : '\u00b7'));

/** The same where line ends and tabs are wanted. */
export const visibleLines = (text) =>
  String(text ?? '').replace(HIDDEN, (c) => (c === '\n' || c === '\t' ? c : '\u00b7'));

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

const count = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const number = (value) => count.format(value);
export const time = (millis) => clock.format(millis);
export const moment = (millis) => day.format(millis);
export const fraction = (millis) => `.${String(millis % 1000).padStart(3, '0')}`;
export const exactTime = (millis) => time(millis) + fraction(millis);

export function duration(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  if (millis < 3_600_000) return `${Math.floor(millis / 60_000)} min ${Math.floor((millis % 60_000) / 1000)} s`;
  if (millis < 172_800_000) return `${Math.floor(millis / 3_600_000)} h ${Math.floor((millis % 3_600_000) / 60_000)} min`;
  return `${Math.floor(millis / 86_400_000)} days`;
}

export const ago = (millis) => (millis < 2000 ? 'now' : `${duration(Math.floor(millis / 1000) * 1000)} ago`);

export function bytes(value) {
  if (value < 1024) return `${value} B`;
  if (value < 1 << 20) return `${(value / 1024).toFixed(1)} KB`;
  if (value < 1 << 30) return `${(value / (1 << 20)).toFixed(1)} MB`;
  return `${(value / (1 << 30)).toFixed(2)} GB`;
}

/** The folder that a session works in, which is what people call it by. */
export const project = (cwd) => visible(cwd).split(/[\\/]/).filter(Boolean).pop() ?? '';

export const shortId = (id) => visible(id).slice(0, 8);

const TYPES = {
  session_start: 'session starts', session_end: 'session ends', user_prompt_submit: 'prompt',
  pre_tool_use: 'tool starts', post_tool_use: 'tool done', post_tool_use_failure: 'tool failed',
  notification: 'notification', stop_hook: 'stop', stop_failure: 'stop failed', subagent_start: 'agent starts',
  sub_agent_stop_hook: 'agent stops', pre_compact: 'compaction', permission_request: 'asks permission',
  permission_denied: 'permission denied', unreadable: 'not readable',
};

export const typeName = (type) => TYPES[type] ?? visible(type).replaceAll('_', ' ');

/** The colour that a type is shown in. */
export function typeKind(event) {
  if (event.status === 'error' || event.type === 'post_tool_use_failure' || event.type === 'permission_denied') return 'bad';
  if (event.type.includes('tool_use')) return 'tool';
  if (event.type === 'user_prompt_submit') return 'prompt';
  if (event.type === 'notification' || event.type === 'permission_request') return 'asks';
  return 'other';
}
