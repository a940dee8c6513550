/* The page of the pipeline: throughput, latency, lag, what was redacted, and what went wrong. */

import { ago, bytes, duration, h, number, time as clock, visible } from './words.js';

const INTERVAL = 2000;

const CHARTS = [
  { title: 'Throughput', unit: 'events/s', lines: [['rate', 'committed', '--tool']] },
  { title: 'Hook to commit', unit: 'ms', lines: [['median', 'median', '--tool'], ['slowest', '99th percentile', '--asks']] },
  { title: 'Waiting', unit: 'events', lines: [['lag', 'not delivered', '--asks'], ['pending', 'being processed', '--tool']] },
  { title: 'Redis memory', unit: 'MB', lines: [['memory', 'used', '--agent']] },
];

export function showPipeline(main, setState) {
  const tiles = h('div', { class: 'tiles' });
  const charts = h('div', { class: 'charts' });
  const consumers = h('section', { class: 'panel wide' });
  const redactions = h('section', { class: 'panel' });
  const errors = h('section', { class: 'panel' });
  const processes = h('section', { class: 'panel wide' });
  const problem = h('p', { class: 'notice bad', role: 'alert', hidden: true });
  main.replaceChildren(h('div', { class: 'bar' }, h('h1', {}, 'Pipeline')), problem, tiles, charts,
    h('div', { class: 'panels' }, consumers, redactions, errors, processes));
  const drawn = CHARTS.map((chart) => makeChart(charts, chart));
  let closed = false;
  let timer = null;

  async function look() {
    try {
      const answer = await fetch('/api/pipeline');
      if (answer.status === 401) { location.assign('/login'); return; }
      const data = await answer.json();
      if (closed) return;
      if (data.series) show(data);
      setState(data.problem ? 'outage' : 'live', data.problem);
    } catch {
      if (!closed) setState('lost', 'The console does not answer; it is asked again.');
    }
    if (!closed) timer = setTimeout(look, INTERVAL);
  }

  function show(data) {
    const last = (name) => data.series[name][data.series[name].length - 1];
    problem.hidden = !data.problem;
    problem.textContent = data.problem;
    const away = data.processes.filter((process) => process.problem);
    tiles.replaceChildren(
      tile('Events a second', last('rate') === null ? '–' : number(Math.round(last('rate')))),
      tile('Hook to commit', last('median') === null ? '–' : duration(last('median')), last('slowest') === null ? 'nothing came in the last seconds' : `99th percentile ${duration(last('slowest'))}`),
      tile('Lag', last('lag') < 0 ? 'unknown' : number(last('lag')), `${number(last('pending'))} being processed`),
      tile('Spool', number(data.spool), 'events on disk'),
      tile('Dead letters', number(data.dead), data.dead ? 'hookline dead-letters list' : 'none', data.dead ? 'warn' : 'good'),
      tile('Lost', number(data.lost), data.lost ? 'see the loss counters' : 'nothing unprocessed removed', data.lost ? 'bad' : 'good'),
      tile('Committed', number(data.committed), 'since the log began'),
      tile('Redis', data.server ? bytes(data.server.usedBytes) : 'away', data.server ? `${visible(data.server.name)}${data.server.maxBytes ? `, limit ${bytes(data.server.maxBytes)}` : ''}` : '', data.server ? '' : 'bad'));
    for (const chart of drawn) chart.show(data.series);
    consumers.replaceChildren(h('h2', {}, 'Consumer group'), table(
      ['Partition', 'Consumer', 'Lag', 'Pending', 'Last asked'],
      data.partitions.flatMap((partition) => [
        [partition.partition, '', partition.lag < 0 ? 'unknown' : number(partition.lag), number(partition.pending), partition.oldest ? `oldest ${duration(partition.oldest)}` : ''],
        ...partition.consumers.map((consumer) => ['', visible(consumer.name), '', number(consumer.pending), ago(consumer.idle)]),
      ]), 'No processor has read yet: start `hookline processor`.'));
    redactions.replaceChildren(h('h2', {}, 'Redactions by rule'), bars(data.redactions, 'Nothing was redacted since the processors started.'));
    errors.replaceChildren(h('h2', {}, 'Dead letters by reason'), bars(data.errors, 'None since the processors started.'),
      h('h2', {}, 'Removed by retention'), bars(data.removed, 'No retention worker answers, or it has not run yet.'),
      data.retentionRun ? h('p', { class: 'hint' }, `Last run ${ago(Math.max(0, data.time - data.retentionRun * 1000))}.`) : '');
    processes.replaceChildren(h('h2', {}, 'Processes'), table(['Address', 'Heap and more', 'Up'],
      data.processes.map((process) => [visible(process.address), process.problem ? visible(process.problem) : bytes(process.memory), process.problem ? '' : duration(process.uptime * 1000)]), ''),
    away.length ? h('p', { class: 'hint' }, 'What a process does not answer is missing above; HOOKLINE_CONSOLE_METRICS says where they are.') : '');
  }

  look();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      for (const chart of drawn) chart.close();
    },
  };
}

function tile(name, value, words = '', kind = '') {
  return h('div', { class: `tile ${kind}` }, h('h2', {}, name), h('p', { class: 'value' }, value), h('p', { class: 'hint' }, words || '\u00a0'));
}

function table(names, rows, none) {
  if (!rows.length) return h('p', { class: 'hint' }, none);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': names.join(', ') }, h('table', {},
    h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, rows.map((row) => h('tr', {}, row.map((cell) => h('td', {}, h('bdi', {}, `${cell}`))))))));
}

const MOST_BARS = 12;

function bars(counts, none) {
  const entries = Object.entries(counts).filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1]);
  if (!entries.length) return h('p', { class: 'hint' }, none);
  const most = entries[0][1];
  return h('ul', { class: 'bars' }, entries.slice(0, MOST_BARS).map(([name, value]) => {
    const bar = h('span', { class: 'fill', 'aria-hidden': 'true' });
    bar.style.width = `${Math.max(1, (value / most) * 100)}%`;
    return h('li', {}, h('span', { class: 'bar-name' }, h('bdi', {}, visible(name))), h('span', { class: 'track' }, bar), h('span', { class: 'bar-value' }, number(value)));
  }), entries.length > MOST_BARS ? h('li', { class: 'hint' }, `and ${entries.length - MOST_BARS} more`) : '');
}

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function makeChart(parent, { title, unit, lines }) {
  const place = h('div', { class: 'plot' });
  const newest = h('span', { class: 'newest' });
  parent.append(h('figure', { class: 'panel' },
    h('figcaption', {}, h('b', {}, title), h('span', { class: 'hint' }, ` ${unit}`),
      h('span', { class: 'keys-of-chart' }, lines.map(([name, words]) => h('span', {}, h('span', { class: `swatch line ${name}`, 'aria-hidden': 'true' }), words)))),
    place, newest));
  let plot = null;
  let series = null;
  const build = () => {
    plot?.destroy();
    const axis = { stroke: style('--faint'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    plot = new uPlot({
      width: Math.max(200, place.clientWidth), height: 150, legend: { show: false }, cursor: { y: false, points: { size: 6 } },
      scales: { y: { range: (_, low, high) => [0, Math.max(1, (high ?? 1) * 1.1)] } },
      axes: [{ ...axis, size: 26, space: 70, values: (_, all, index, space, step) => all.map((second) => clock(second * 1000).slice(0, step < 60 ? 8 : 5)) }, { ...axis, size: 48 }],
      series: [{}, ...lines.map(([, words, colour]) => ({ label: words, stroke: style(colour), width: 1.5, points: { show: false }, spanGaps: false }))],
    }, series ?? [[], ...lines.map(() => [])], place);
  };
  build();
  const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(200, place.clientWidth), height: 150 }));
  observer.observe(place);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', build);
  return {
    show(data) {
      series = [data.time, ...lines.map(([name]) => data[name].map((value) => (value < 0 ? null : value)))];
      plot.setData(series);
      newest.textContent = lines.map(([name, words]) => `${words} ${data[name].at(-1) === null ? 'unknown' : number(Math.round(data[name].at(-1)))}`).join(', ');
    },
    close() {
      observer.disconnect();
      scheme.removeEventListener('change', build);
      plot.destroy();
    },
  };
}
