/*
 * The stream of events that the server sends: first what was asked for from earlier on, then what comes. After a lost
 * connection it goes on behind the last message; what comes twice is dropped by its id.
 */

const AGAIN_MILLIS = 2000;
const SILENCE_MILLIS = 15_000;
const REMEMBERED = 300_000;

export class Live {
  /**
   * @param query what to ask for: seconds or session
   * @param onEvents called with new events, what is missing, and whether that is all for now
   * @param onState called with 'live', 'loading', 'lost' or 'outage', and words where there are any
   */
  constructor(query, onEvents, onState) {
    this.query = query;
    this.onEvents = onEvents;
    this.onState = onState;
    this.ids = new Set();
    this.position = null;
    this.closed = false;
    this.watch = setInterval(() => this.#look(), 1000);
    onState('loading');
    this.#open();
  }

  close() {
    this.closed = true;
    clearInterval(this.watch);
    clearTimeout(this.again);
    this.source?.close();
  }

  #open() {
    const query = new URLSearchParams(this.query);
    if (this.position) query.set('from', this.position);
    this.heard = Date.now();
    this.source = new EventSource(`/api/live?${query}`);
    this.source.addEventListener('open', () => { this.heard = Date.now(); });
    this.source.addEventListener('events', (message) => this.#take(message));
    this.source.addEventListener('outage', (message) => {
      this.heard = Date.now();
      this.onState('outage', JSON.parse(message.data).problem);
    });
    this.source.addEventListener('error', () => this.#lost());
  }

  #take(message) {
    this.heard = Date.now();
    if (message.lastEventId) this.position = message.lastEventId;
    const data = JSON.parse(message.data);
    const events = data.events.filter((event) => !this.ids.has(event.id));
    for (const event of events) this.ids.add(event.id);
    if (this.ids.size > REMEMBERED) {
      let surplus = this.ids.size - REMEMBERED;
      for (const id of this.ids) {
        if (surplus-- <= 0) break;
        this.ids.delete(id);
      }
    }
    this.onState(data.atEnd ? 'live' : 'loading');
    this.onEvents(events, data);
  }

  /** A connection that neither ends nor says anything is as good as lost; the server says something every 5 s. */
  #look() {
    if (this.source?.readyState === EventSource.OPEN && Date.now() - this.heard > SILENCE_MILLIS) this.#lost();
  }

  #lost() {
    if (this.closed) return;
    this.source.close();
    this.onState('lost', 'The connection is lost; it is tried again.');
    clearTimeout(this.again);
    this.again = setTimeout(async () => {
      try {
        const answer = await fetch('/api/pipeline');
        if (answer.status === 401) location.assign('/login');
      } catch {
        // The server is away: opening the stream again says so.
      }
      if (!this.closed) this.#open();
    }, AGAIN_MILLIS);
  }
}
