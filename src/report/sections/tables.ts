import { isOfHoneypot } from '../../model/pictures.ts';
import type { Table } from '../../model/pictures.ts';
import { html } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { inWords, fold, MAX_ROWS, named, path, section, text } from '../view.ts';
import type { View } from '../view.ts';
import { figureOf } from './findings.ts';
import { bar, grid, WIDE } from './grid.ts';
import type { Cell } from './grid.ts';
import { linesBehind, PLACE, placeOf } from './leads.ts';

/** A table with more rows than this is folded; what it shows first is open. */
const OPEN_ROWS = 24;
const PREVIEW_ROWS = 12;
/** A text up to this length stays on one line. */
const SHORT = 24;

/** The case's tables: ranked bars beside the measure, complete up to the page's bound. */
export function tablesSection(view: View): Html {
  const { tables: words } = view.words;
  const tables = view.document.tables.filter((table) => !isOfHoneypot(table));
  if (tables.length === 0) return html``;
  return section(
    'tables',
    words.title,
    tables.slice(0, 50).map((table) => tablePart(view, table)),
  );
}

/** One table with its title, and what leads to its lines. */
export function tablePart(view: View, table: Table): Html {
  const inner = tableOf(view, table);
  // Its title goes with it to the paper that lies across.
  return table.columns.length >= WIDE ? html`<div class="wide-table">${inner}</div>` : inner;
}

function tableOf(view: View, table: Table): Html {
  const { tables: words } = view.words;
  const head = html`<h3>${text(view, inWords(view, table.message))}</h3>`;
  if (table.rows.length === 0)
    return html`${head}
      <p class="soft">${words.empty}</p>`;
  const [only] = table.rows;
  const { name, rows, sql } = table;
  const behind = leads(table) && linesBehind(view, { name, rows: rows.length, sql });
  if (table.rows.length === 1 && only !== undefined)
    return html`${head}${single(view, table, only)}${behind}`;
  if (table.rows.length <= OPEN_ROWS) return html`${head}${body(view, table, table.rows)}${behind}`;
  return html`${head}
    <div class="preview">${body(view, table, table.rows.slice(0, PREVIEW_ROWS))}</div>
    ${fold(words.allRows(view.figures.exact(table.rows.length)), body(view, table, table.rows))}${behind}`;
}

/** Whether the numbers of a table lead to lines: those of an older case do not say how they came about. */
function leads({ name, lines }: Table): boolean {
  return lines !== undefined && /^\w{1,80}$/.test(name);
}

function isNumeric(table: Table, column: number): boolean {
  let numbers = 0;
  for (const row of table.rows.slice(0, 200)) {
    const value = row[column];
    if (typeof value === 'number') numbers++;
    else if (value !== null && value !== undefined) return false;
  }
  return numbers > 0;
}

/** The figure that the rows are about: the first that counts something, else the last numeric column. */
function measureOf(table: Table, numeric: readonly boolean[]): number {
  const counted = /^(?:hits|requests|flows|bytes|addresses|targets|failed|count|share_flows)$/;
  const named = table.columns.findIndex((column, i) => numeric[i] === true && counted.test(column));
  return named === -1 ? numeric.lastIndexOf(true) : named;
}

function body(view: View, table: Table, rows: Table['rows']): Html {
  const numeric = table.columns.map((_, i) => isNumeric(table, i));
  const measure = measureOf(table, numeric);
  const values = table.rows.map((row) => row[measure]).filter((value) => typeof value === 'number');
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const numbered = leads(table);
  const columns = table.columns.flatMap((name, i): { name: Piece; numeric: boolean }[] => {
    const column = {
      name: html`<span class="field">${text(view, named(view, name))}</span>`,
      numeric: numeric[i] === true,
    };
    return i === measure && most > 0 ? [column, { name: '', numeric: false }] : [column];
  });
  // What is not drawn is not put into cells: `grid` only counts it.
  const cells = rows.map((row, at) => (at < MAX_ROWS ? cellsOf(row, at) : []));
  return grid(view, inWords(view, table.message), numbered ? [PLACE, ...columns] : columns, cells);

  function cellsOf(row: Table['rows'][number], at: number): Cell[] {
    return [
      ...(numbered ? [placeOf(table.name, at + 1)] : []),
      ...table.columns.flatMap((name, i): Cell[] => {
        const value = row[i] ?? null;
        const cell = cellOf(view, name, value);
        return i === measure && most > 0
          ? [cell, { piece: typeof value === 'number' ? bar(value / most) : '' }]
          : [cell];
      }),
    ];
  }
}

/** A table of one row reads better as names and values. */
function single(view: View, table: Table, row: Table['rows'][number]): Html {
  const rows = table.columns.map((name, i) => {
    const { piece } = cellOf(view, name, row[i] ?? null, 'prose');
    return html`<div>
      <dt>${text(view, named(view, name))}</dt>
      <dd>${piece}</dd>
    </div>`;
  });
  return html`<dl class="figures">${rows}</dl>`;
}

/** A cell that holds a word of ours, in the page's language. */
function wordOf(view: View, column: string, value: string): string | undefined {
  const clients: Readonly<Record<string, string>> = view.words.clients;
  if (column === 'direction') return named(view, value);
  if (column === 'log' || column === 'outcome') return view.messages.get(`name_actor_${value}`)?.({});
  if (column === 'class' || column === 'what' || column === 'part')
    return view.messages.get(`name_pot_${value}`)?.({});
  return column === 'kind' && Object.hasOwn(clients, value) ? clients[value] : undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

function cellOf(
  view: View,
  column: string,
  value: string | number | null,
  where: 'prose' | 'table' = 'table',
): Cell {
  if (value === null) return { piece: html`<span class="soft">–</span>` };
  if (typeof value === 'string') {
    const own = wordOf(view, column, value);
    if (own !== undefined) return { piece: html`<span class="nowrap">${own}</span>` };
    if (INSTANT.test(value)) return { piece: view.figures.time(value), sort: Date.parse(value) };
    // A client's own words may have no blank in them: `python-requests/2.21.0` breaks behind the slash where it has to.
    if (/^(?:cs_uri|path|user_agent|url|hash|sample|deed|said|rule|message|sensor|honeypot)/.test(column))
      return { piece: path(view, value) };
    if (value.length <= SHORT) return { piece: html`<span class="nowrap">${value}</span>` };
    return { piece: text(view, value) };
  }
  const plain = Number.isInteger(value) && /(?:^|_)(?:port|year|asn|hour|status)(?:_|$)/.test(column);
  return { piece: plain ? String(value) : figureOf(view, column, value, where), sort: value };
}
