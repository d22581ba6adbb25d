import type { FanOut } from '../../model/pictures.ts';
import { protocolName } from '../../net/protocols.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { grid } from '../sections/grid.ts';
import { linesBehind, PLACE, placeOf } from '../sections/leads.ts';
import { address, fold, inWords } from '../view.ts';
import type { View } from '../view.ts';
import { figure, px, textWidth } from './frame.ts';
import type { Drawing } from './frame.ts';

type Row = FanOut['rows'][number];

/** Fewer dots than this show nothing that their table does not. */
const FEW = 4;
const SMALL = 12;
const RADIUS = 4;
/** Dots of one column are this close at most; a full column is squeezed into MAX_STACK pixels. */
const MAX_STACK = 150;

/** Each source by its number of distinct targets, on a logarithmic scale. */
export function fanOutPicture(view: View, fan: FanOut): Html {
  const { fan: words, tables } = view.words;
  const rows = fan.rows.filter((row) => row.targets > 0).slice(0, 500);
  if (rows.length === 0) return html``;
  const port = portOf(view, fan);
  if (rows.length < FEW) {
    return html`<figure id="fan-out">
      <figcaption>${heading(view, rows)}${port}</figcaption>
      ${numbers(view, fan)}
    </figure>`;
  }
  const below = html`${legend(view, rows)}${fold(tables.asTable, numbers(view, fan))}`;
  return figure(
    'fan-out',
    heading(view, rows) + port,
    `${inWords(view, fan.message)}. ${words.text}`,
    (width) => draw(view, rows, width),
    below,
  );
}

/** ` (TCP port 22)`, where the targets of one port were counted. */
function portOf(view: View, { port, protocol }: FanOut): string {
  if (port === undefined) return '';
  const name = protocol === undefined ? '' : protocolName(protocol);
  return ` (${view.words.answer.ports(String(port), 1, name)})`;
}

/** "One host reaches 60 times as many targets as any other", where that is so. */
function heading(view: View, rows: readonly Row[]): string {
  const { fan: words } = view.words;
  const culprit = rows.find((row) => row.culprit);
  if (culprit === undefined) return words.headingNone(view.figures.exact(rows.length));
  const others = rows.filter((row) => !row.culprit && row.role === 'host').map((row) => row.targets);
  const next = Math.max(0, ...others);
  const times = next > 0 ? culprit.targets / next : 0;
  if (times < 2) return words.headingMany(culprit.address, view.figures.exact(culprit.targets));
  return words.heading(culprit.address, view.figures.exact(Number(times.toPrecision(2))));
}

function draw(view: View, rows: readonly Row[], width: number): Drawing {
  const most = Math.max(10, ...rows.map((row) => row.targets));
  const decades = Math.log10(most * 1.25);
  const left = 14;
  const right = width - 22;
  const x = (targets: number) => left + (Math.log10(Math.max(1, targets)) / decades) * (right - left);

  const columns = new Map<number, Row[]>();
  for (const row of rows) {
    const column = Math.round(x(row.targets) / (RADIUS * 2 + 1));
    columns.set(column, [...(columns.get(column) ?? []), row]);
  }
  const tallest = Math.max(...[...columns.values()].map((column) => column.length));
  const spacing = Math.min(RADIUS * 2 + 1, MAX_STACK / tallest);
  const head = 46;
  const base = head + spacing * tallest + 4;
  const dots: Html[] = [];
  const named: NamedPoint[] = [];
  for (const [column, members] of columns) {
    // Middleboxes and the culprit last, so that they lie on top.
    const ordered = members.toSorted((a, b) => rank(a) - rank(b));
    for (const [i, row] of ordered.entries()) {
      const at = { x: column * (RADIUS * 2 + 1), y: base - RADIUS - i * spacing };
      dots.push(
        html`<circle
          class="${kindOf(row)}"
          cx="${px(at.x)}"
          cy="${px(at.y)}"
          r="${row.culprit ? RADIUS + 1.5 : RADIUS}"
          ><title>${row.address}: ${view.figures.exact(row.targets)}</title></circle
        >`,
      );
      if (row.culprit || row.role !== 'host') named.push({ ...at, text: row.address, culprit: row.culprit });
    }
  }
  const ticks = Array.from({ length: Math.floor(decades) + 1 }, (_, i) => 10 ** i).map(
    (value) =>
      html`<path class="rule" d="M${px(x(value))} ${px(head - 4)}V${px(base + 6)}" /><text
          class="tick"
          x="${px(x(value))}"
          y="${px(base + 20)}"
          font-size="${SMALL}"
          text-anchor="${value === 1 ? 'start' : 'middle'}"
          >${view.figures.exact(value)}</text
        >`,
  );
  const axis = html`<path class="axis" d="M${left} ${px(base)}H${width - 8}" /><text
      class="tick"
      x="${left}"
      y="${px(base + 38)}"
      font-size="${SMALL}"
      >${view.words.fan.axis}</text
    >`;
  return { height: base + 46, marks: html`${ticks}${axis}${dots}${names(named, width)}` };
}

const rank = (row: Row): number => (row.culprit ? 2 : row.role === 'host' ? 0 : 1);
const kindOf = (row: Row): string =>
  row.culprit ? 'dot culprit' : row.role === 'host' ? 'dot' : 'dot hollow';

interface NamedPoint {
  x: number;
  y: number;
  text: string;
  culprit: boolean;
}

/** A name's place: its line of text and its extent; from there a line leads down to the dot. */
interface Place {
  y: number;
  from: number;
  to: number;
  x: number;
}

const NAME_LINES = [30, 14] as const;

/**
 * Names above the dots, the culprit's first. A name goes to the middle, left or right of its dot, on the
 * lower or the upper line, wherever it lies on no other name and no leading line; else it is left to the table.
 */
function names(named: readonly NamedPoint[], width: number): Html[] {
  const taken: Place[] = [];
  const marks: Html[] = [];
  for (const name of named.toSorted((a, b) => Number(b.culprit) - Number(a.culprit))) {
    const size = textWidth(name.text, SMALL, true);
    const starts = [name.x - size / 2, name.x - size + 3, name.x - 3];
    const places = NAME_LINES.flatMap((y) => starts.map((from) => ({ y, from, to: from + size, x: name.x })));
    const others = named
      .filter((other) => other !== name && Math.abs(other.x - name.x) > 3)
      .map((other) => other.x);
    const place = places.find(
      (one) =>
        one.from >= 0 &&
        one.to <= width &&
        !taken.some((other) => collide(one, other)) &&
        (!name.culprit || !others.some((x) => x > one.from - 3 && x < one.to + 3)),
    );
    if (place === undefined) continue;
    taken.push(place);
    marks.push(
      html`<path class="leader" d="M${px(name.x)} ${place.y + 4}V${px(name.y - 7)}" /><text
          class="mono ${name.culprit && 'strong'}"
          x="${px(place.from)}"
          y="${place.y}"
          font-size="${SMALL}"
          >${name.text}</text
        >`,
    );
  }
  return marks;
}

function collide(a: Place, b: Place): boolean {
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  if (a.y === b.y) return a.from - 8 < b.to && b.from - 8 < a.to;
  return upper.x > lower.from - 3 && upper.x < lower.to + 3;
}

function legend(view: View, rows: readonly Row[]): Html {
  const { fan: words } = view.words;
  const kinds = [
    { kind: 'dot', text: words.host, there: rows.some((row) => rank(row) === 0) },
    { kind: 'dot culprit', text: words.culprit, there: rows.some((row) => row.culprit) },
    { kind: 'dot hollow', text: words.middlebox, there: rows.some((row) => rank(row) === 1) },
  ];
  return html`<ul class="legend">
    ${kinds.map(
      ({ kind, text, there }) =>
        there &&
        html`<li>
          <svg class="key" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <circle class="${kind}" cx="6" cy="6" r="4" />
          </svg>
          ${text}
        </li>`,
    )}
  </ul>`;
}

function numbers(view: View, { rows, sql, lines }: FanOut): Html {
  const { fan: words, findings } = view.words;
  const name = 'fan_out';
  // A case of an older version does not say how they came about.
  const leads = lines !== undefined;
  const cells = rows.map((row, at) => [
    ...(leads ? [placeOf(name, at + 1)] : []),
    { piece: address(view, row.address) },
    { piece: row.culprit ? `${words.roles[row.role]} · ${words.culprit}` : words.roles[row.role] },
    { piece: view.figures.exact(row.targets), sort: row.targets },
  ]);
  const columns = [
    ...(leads ? [PLACE] : []),
    { name: words.source },
    { name: words.role },
    { name: findings.targets, numeric: true },
  ];
  return html`${grid(
    view,
    words.title,
    columns,
    cells.filter((_, at) => (rows[at]?.targets ?? 0) > 0),
  )}${leads && linesBehind(view, { name, rows: rows.length, sql })}`;
}
