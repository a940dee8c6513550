/* Which page is shown, what state the connection is in, and the keys that work everywhere. */

import { showSessions } from './sessions.js';
import { showSession } from './session.js';
import { showPipeline } from './pipeline.js';

const main = document.getElementById('main');
const state = document.getElementById('state');
const help = document.getElementById('help');
const WORDS = { live: 'Live', loading: 'Loading', lost: 'Reconnecting', outage: 'Redis is away' };
let page = null;

function setState(name, words) {
  if (state.dataset.state === name && state.title === (words ?? '')) return;
  state.dataset.state = name;
  state.textContent = WORDS[name];
  state.title = words ?? '';
}

function route() {
  page?.close();
  const [path, query] = location.hash.replace(/^#/, '').split('?');
  const session = path.match(/^\/session\/(.+)$/);
  delete state.dataset.state;
  if (session) {
    const id = decoded(session[1]);
    document.title = `${id.slice(0, 8)} · Hookline`;
    page = showSession(main, setState, id, new URLSearchParams(query).get('event'));
  } else if (path === '/pipeline') {
    document.title = 'Pipeline · Hookline';
    page = showPipeline(main, setState);
  } else {
    document.title = 'Sessions · Hookline';
    page = showSessions(main, setState);
  }
  for (const link of document.querySelectorAll('nav a')) {
    const current = link.hash === (path === '/pipeline' ? '#/pipeline' : '#/');
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const KEYS = {
  s: () => { location.hash = '#/'; },
  p: () => { location.hash = '#/pipeline'; },
  '/': () => page?.filter?.focus(),
  '?': () => help.showModal(),
  Escape: () => page?.escape?.(),
  j: () => page?.list?.element.focus(),
  k: () => page?.list?.element.focus(),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.defaultPrevented) return;
  const typing = event.target.closest('input, select, textarea');
  if (typing) {
    if (event.key === 'Escape') typing.blur();
    return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
document.getElementById('keys').addEventListener('click', () => help.showModal());
addEventListener('hashchange', route);
route();
