/*
 * The report's only script, as it runs in the reader's browser. Everything reads without it; with it, a click copies an
 * address, tables sort by their header, the deadline counts on, tables are filtered and copied, times are shown in
 * the zone of whoever reads, and printing opens what is folded and puts the queries behind everything else. It writes text only, never markup.
 */
'use strict';

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const page = document.documentElement;

function copy(text, mark) {
  if (!navigator.clipboard) return;
  navigator.clipboard.writeText(text).then(mark, () => {});
}
document.addEventListener('click', (event) => {
  const code = event.target.closest('code.copy');
  if (!code || String(getSelection())) return;
  copy(runnable(code.textContent), () => {
    code.classList.add('done');
    setTimeout(() => code.classList.remove('done'), 900);
  });
});
/* Where the page lies on this disk, as a shell takes it: commands are copied with it in the place of the case. */
function caseFolder() {
  if (location.protocol !== 'file:') return undefined;
  const path = decodeURIComponent(location.pathname)
    .replace(/^\/(?=[A-Za-z]:\/)/, '')
    .replace(/\/[^/]*$/, '');
  return /^[\w./:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
function runnable(text) {
  const folder = caseFolder();
  const own = /^((?:npx )?abusedesk [a-z ]+ )(?:CASE|\.)(?=\s|$)/;
  return folder === undefined ? text : text.replace(own, (_, words) => words + folder);
}
for (const button of all('.copy-block')) {
  const words = button.textContent;
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', () =>
    copy(runnable(button.nextElementSibling.textContent), () => {
      button.textContent = page.dataset.copied;
      setTimeout(() => {
        button.textContent = words;
      }, 1500);
    }),
  );
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
for (const span of all('.local')) {
  const at = new Date(span.dataset.at);
  if (zone && zone !== 'UTC' && !Number.isNaN(+at)) {
    const text = format.format(at);
    span.textContent = ('seconds' in span.dataset ? text : text.replace(/:00$/, '')) + ' ' + zone;
  }
}

const left = document.getElementById('left');
if (left) {
  const unit = (name) => new Intl.NumberFormat(page.lang, { style: 'unit', unit: name, unitDisplay: 'long' });
  const units = [
    [86400, unit('day')],
    [3600, unit('hour')],
    [60, unit('minute')],
  ];
  const tick = () => {
    const seconds = (Date.parse(left.dataset.deadline) - Date.now()) / 1000;
    let rest = Math.floor(Math.abs(seconds) / 60) * 60;
    const words = [];
    for (const [size, name] of units) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0 && words.length < 2) words.push(name.format(count));
      else if (words.length > 0) break;
    }
    const past = seconds < -Number(left.dataset.long);
    const pattern = past ? left.dataset.past : seconds < 0 ? left.dataset.overdue : left.dataset.left;
    left.textContent = pattern.replace('{}', words.join(' ') || units[2][1].format(0));
    left.classList.toggle('now', !past && seconds < 21600);
  };
  tick();
  const asOf = document.getElementById('as-of');
  if (asOf) asOf.hidden = true;
  setInterval(tick, 30000);
}

for (const table of all('table.sortable')) {
  const heads = all('thead th', table);
  const body = table.tBodies[0];
  if (!body || body.rows.length < 3) continue;
  const original = Array.from(body.rows);
  heads.forEach((head, column) => {
    if (!head.textContent.trim()) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.title = page.dataset.sort;
    button.append(...head.childNodes);
    head.append(button);
    const key = (row) => {
      const cell = row.cells[column];
      return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
    };
    button.addEventListener('click', () => {
      const was = head.getAttribute('aria-sort');
      const first = head.classList.contains('n') ? 'descending' : 'ascending';
      const second = first === 'ascending' ? 'descending' : 'ascending';
      const next = was === first ? second : was === second ? null : first;
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      if (next) head.setAttribute('aria-sort', next);
      const sign = next === 'descending' ? -1 : 1;
      const rows =
        next === null
          ? original
          : original.slice().sort((a, b) => {
              const [x, y] = [key(a), key(b)];
              return (
                sign *
                (typeof x === 'number' && typeof y === 'number'
                  ? x - y
                  : String(x).localeCompare(String(y), page.lang, { numeric: true }))
              );
            });
      body.append(...rows);
    });
  });
}

/** A cell for a spreadsheet: what it would take for a formula is marked as text. */
function csvCell(text) {
  const value = text.trim().replace(/\s+/g, ' ');
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.,]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

for (const table of all('table.sortable')) {
  const body = table.tBodies[0];
  if (!body) continue;
  const labels = all('thead th', table).map((head) => head.textContent.trim());
  table.classList.add('cards');
  for (const row of body.rows) {
    Array.from(row.cells).forEach((cell, column) => {
      cell.dataset.label = labels[column] ?? '';
      if (cell.childNodes.length < 2) return;
      // Beside its label a value is one thing, whatever it is made of.
      const value = document.createElement('span');
      value.append(...cell.childNodes);
      cell.append(value);
    });
  }
  if (body.rows.length < 3 || !table.parentElement.classList.contains('scroll')) continue;
  const tools = document.createElement('div');
  tools.className = 'tools';
  if (body.rows.length > 7) {
    const filter = document.createElement('input');
    filter.type = 'search';
    filter.placeholder = page.dataset.filter;
    filter.setAttribute('aria-label', page.dataset.filter);
    filter.addEventListener('input', () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    });
    tools.append(filter);
  }
  if (navigator.clipboard) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = page.dataset.csv;
    button.addEventListener('click', () => {
      const named = labels.map((label, column) => [label, column]).filter(([label]) => label !== '');
      const rows = Array.from(body.rows).filter(
        (row) => !row.hidden && !row.classList.contains('behind-row'),
      );
      const lines = [named.map(([label]) => csvCell(label))];
      for (const row of rows) lines.push(named.map(([, column]) => csvCell(row.cells[column].textContent)));
      copy(lines.map((line) => line.join(',')).join('\r\n') + '\r\n', () => {
        button.textContent = page.dataset.copied;
        setTimeout(() => {
          button.textContent = page.dataset.csv;
        }, 1500);
      });
    });
    tools.append(button);
  }
  if (tools.childNodes.length > 0) table.parentElement.before(tools);
}

/* A click on a number, or on the number of its row, shows below the row what prints the lines that it counts. */
for (const table of all('table.sortable')) {
  const command = all('a.row', table)[0]?.hash.slice(1);
  const behind = command && document.getElementById(command);
  const text = behind?.querySelector('pre')?.textContent;
  if (!text) continue;
  table.classList.add('leads');
  let shown;
  const close = () => {
    shown?.remove();
    shown = undefined;
  };
  for (const head of all('th', table)) head.addEventListener('click', close);
  table.addEventListener('click', (event) => {
    const cell = event.target.closest('td.n');
    if (!cell || String(getSelection())) return;
    event.preventDefault();
    const row = cell.parentElement;
    const again = shown?.previousElementSibling === row;
    close();
    if (again) return;
    const place = row.querySelector('a.row').textContent;
    shown = document.createElement('tr');
    shown.className = 'behind-row';
    const wide = document.createElement('td');
    wide.colSpan = row.cells.length;
    const words = document.createElement('p');
    words.textContent = page.dataset.lines.replace('{}', place);
    const line = document.createElement('code');
    line.className = 'copy';
    line.textContent = text.replace(/:N$/, `:${place}`);
    wide.append(words, line);
    shown.append(wide);
    row.after(shown);
  });
}

/* A table that is wider than the page fades out at its side as long as something lies there, and an arrow says so. */
for (const frame of all('.scroll')) {
  const side = document.createElement('p');
  side.className = 'side';
  side.textContent = '→';
  side.setAttribute('aria-hidden', 'true');
  side.hidden = true;
  frame.before(side);
  const look = () => {
    const rest = frame.scrollWidth - frame.clientWidth - frame.scrollLeft;
    frame.classList.toggle('goes-on', rest > 1);
    side.hidden = rest <= 1;
  };
  look();
  frame.addEventListener('scroll', look, { passive: true });
  new ResizeObserver(look).observe(frame);
}

const places = new Map();
function toAnnex() {
  const queries = all('.query');
  if (queries.length === 0) return;
  const annex = document.createElement('section');
  annex.id = 'annex';
  const title = document.createElement('h2');
  title.textContent = page.dataset.annex;
  annex.append(title);
  queries.forEach((query, at) => {
    const mark = document.createElement('p');
    mark.className = 'soft';
    mark.textContent = `${page.dataset.annex} ${at + 1}`;
    query.before(mark);
    const heading = document.createElement('h3');
    heading.textContent = `${at + 1}`;
    annex.append(heading, query);
    places.set(query, mark);
  });
  document.querySelector('main').append(annex);
}
function fromAnnex() {
  for (const [query, mark] of places) {
    mark.before(query);
    mark.remove();
  }
  places.clear();
  document.getElementById('annex')?.remove();
}

let opened = [];
addEventListener('beforeprint', () => {
  for (const row of all('.behind-row')) row.remove();
  toAnnex();
  opened = all('details:not([open])');
  for (const fold of opened) fold.open = true;
});
addEventListener('afterprint', () => {
  fromAnnex();
  for (const fold of opened) fold.open = false;
});
