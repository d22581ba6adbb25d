import type { Series } from '../../findings/pictures.ts';
import { utc } from '../figures.ts';
import { html, type Html } from '../html.ts';
import { grid } from '../sections/grid.ts';
import { fold, text, type View } from '../view.ts';
import { figure, px, textWidth, type Drawing } from './frame.ts';
import { timeTicks, valueTicks } from './scale.ts';

/** An interval is a burst when it carries more than this many times the median of those with traffic. */
const BURST = 4;
/** Height of the larger direction, and of what stands above it, in pixels. */
const HEIGHT = 180;
const HEAD = 14;
const MAX_BURSTS = 40;
const SMALL = 12;
/** The series' arrays are drawn up to this many intervals; a detector makes 60 to 400. */
const MAX_BUCKETS = 5000;

interface Plot {
  series: Series;
  start: number;
  /** Milliseconds per interval. */
  step: number;
  count: number;
  top: number;
  bottom: number;
}

/** Volume about one axis: out above, in below; the notice's window, bursts and actions marked. */
export function volumePicture(view: View, series: Series, index: number): Html {
  const { volume: words } = view.words;
  const start = Date.parse(series.start);
  const step = series.bucket_seconds * 1000;
  const count = Math.min(MAX_BUCKETS, Math.max(series.out.length, series.in.length));
  if (Number.isNaN(start) || !(step > 0) || count === 0 || !(Math.max(...series.out, ...series.in) > 0)) {
    return html`<figure><figcaption>${words.quiet(series.subject)}</figcaption></figure>`;
  }
  const top = Math.max(0, ...series.out.slice(0, count));
  const bottom = Math.max(0, ...series.in.slice(0, count));
  const plot: Plot = { series, start, step, count, top, bottom };
  const peakAt = top >= bottom ? series.out.indexOf(top) : series.in.indexOf(bottom);
  const peak = amount(view, series, Math.max(top, bottom));
  const moment = utc(new Date(start + peakAt * step).toISOString()) ?? '';
  const heading = words.heading(series.subject, peak, view.figures.duration(series.bucket_seconds), moment);
  const ends = [utc(series.start) ?? '', utc(new Date(start + count * step).toISOString()) ?? ''] as const;
  const description = `${series.title}. ${words.text(amount(view, series, sum(series.out)), amount(view, series, sum(series.in)), ...ends)}`;
  const below = html`${legend(view, plot)}${numbers(view, plot)}`;
  return figure(`volume-${index}`, heading, description, (width) => draw(view, plot, width), below);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function amount(view: View, series: Series, value: number): string {
  if (series.unit === 'bytes') return view.figures.bytesText(value);
  return view.words.volume[series.unit](view.figures.exact(value), value);
}

/** Where one direction is drawn: away from the axis, up or down, as far as its volume needs. */
interface Side {
  values: readonly number[];
  /** -1 is up. */
  sign: -1 | 1;
  look: 'ours' | 'theirs';
  ticks: number[];
}

/** Out above, in below; where there is traffic one way only, it stands above. */
function sidesOf(plot: Plot, ticks: readonly number[]): Side[] {
  const { out, in: into } = plot.series;
  const reach = (most: number): number[] => {
    const end = ticks.findIndex((value) => value >= most);
    return ticks.slice(0, end + 1);
  };
  const sides: Side[] = [];
  if (plot.top > 0) {
    sides.push({ values: out, sign: -1, look: 'ours', ticks: reach(plot.top) });
  }
  if (plot.bottom > 0) {
    const sign = plot.top > 0 ? 1 : -1;
    sides.push({
      values: into,
      sign,
      look: 'theirs',
      ticks: reach(plot.bottom),
    });
  }
  return sides;
}

function draw(view: View, plot: Plot, width: number): Drawing {
  const { series, start, step, count } = plot;
  const bytes = series.unit === 'bytes';
  const ticks = valueTicks(Math.max(plot.top, plot.bottom), 4, bytes);
  const scale = HEIGHT / (ticks.at(-1) ?? 1);
  const label = (value: number) => (bytes ? view.figures.bytesText(value) : view.figures.exact(value));
  const left = Math.ceil(Math.max(...ticks.map((value) => textWidth(label(value), SMALL))) + 10);
  const x = (at: number) => px(left + ((at - start) / (count * step)) * (width - left - 8));
  const sides = sidesOf(plot, ticks);
  const room = (sign: number) => (sides.find((side) => side.sign === sign)?.ticks.at(-1) ?? 0) * scale;
  const axis = HEAD + room(-1);
  const foot = axis + room(1);

  const drawn = sides.map((side) => {
    const rules = side.ticks.map((value) => {
      const y = px(axis + side.sign * value * scale);
      const name = value === 0 && side.sign === 1 ? '' : label(value);
      return html`<path class="rule" d="M${left} ${y}H${width - 8}" /><text
          class="tick"
          x="${left - 6}"
          y="${y + 4}"
          font-size="${SMALL}"
          text-anchor="end"
          >${name}</text
        >`;
    });
    return { side, rules };
  });
  const marks = html`${windowMark(plot, x, foot)}${drawn.map(({ rules }) => rules)}${times(plot, x, foot, width)}${sides.map(
      (side) =>
        html`<path
            class="${side.look} fill"
            d="${area(side.values, plot, x, axis, side.sign * scale)}"
          />${bursts(plot, side, x, axis, scale)}`,
    )}<path class="axis" d="M${left} ${px(axis)}H${width - 8}" />${actionLines(view, plot, x, foot)}`;
  return { height: foot + 26, marks };
}

/** Steps, one per interval, from the axis outwards. */
function area(
  values: readonly number[],
  plot: Plot,
  x: (at: number) => number,
  axis: number,
  scale: number,
): string {
  let d = `M${x(plot.start)} ${px(axis)}`;
  for (let i = 0; i < plot.count; i++) {
    const value = values[i];
    const y = px(axis + (value !== undefined && value > 0 ? value : 0) * scale);
    d += `V${y}H${x(plot.start + (i + 1) * plot.step)}`;
  }
  return `${d}V${px(axis)}Z`;
}

/** The notice's window, as far as it lies in the picture. */
function windowMark(plot: Plot, x: (at: number) => number, foot: number): Html {
  const { window } = plot.series;
  const end = plot.start + plot.count * plot.step;
  const [from, to] = [Date.parse(window?.from ?? ''), Date.parse(window?.to ?? '')];
  if (!(from <= to) || to < plot.start || from > end) return html``;
  const [a, b] = [x(Math.max(from, plot.start)), x(Math.min(to, end))];
  return html`<rect
    class="window"
    x="${a}"
    y="${HEAD - 10}"
    width="${Math.max(2, px(b - a))}"
    height="${px(foot - HEAD + 10)}"
  />`;
}

function times(plot: Plot, x: (at: number) => number, foot: number, width: number): Html[] {
  const end = plot.start + plot.count * plot.step;
  const marks: Html[] = [];
  let free = 0;
  for (const { at, label } of timeTicks(plot.start, end, Math.floor(width / 90))) {
    const half = textWidth(label, SMALL) / 2;
    const place = Math.min(Math.max(x(at), half + 1), width - half - 1);
    if (place - half < free) continue;
    free = place + half + 10;
    marks.push(
      html`<path class="rule" d="M${x(at)} ${px(foot)}v5" /><text
          class="tick"
          x="${px(place)}"
          y="${px(foot + 19)}"
          font-size="${SMALL}"
          text-anchor="middle"
          >${label}</text
        >`,
    );
  }
  return marks;
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function isBurst(values: readonly number[]): (value: number) => boolean {
  const limit = median(values) * BURST;
  return (value) => limit > 0 && value > limit;
}

/** A small triangle over each run of intervals that is a burst; of very many none would tell anything. */
function bursts(plot: Plot, side: Side, x: (at: number) => number, axis: number, scale: number): Html[] {
  const marks: Html[] = [];
  const burst = isBurst(side.values);
  let best = -1;
  for (let i = 0; i <= plot.count; i++) {
    const value = i < plot.count ? (side.values[i] ?? 0) : 0;
    if (burst(value)) {
      if (best === -1 || value > (side.values[best] ?? 0)) best = i;
      continue;
    }
    if (best === -1) continue;
    const at = (x(plot.start + best * plot.step) + x(plot.start + (best + 1) * plot.step)) / 2;
    const y = axis + side.sign * ((side.values[best] ?? 0) * scale + 3);
    marks.push(html`<path class="burst" d="M${px(at)} ${px(y)}l-4 ${side.sign * 7}h8z" />`);
    best = -1;
  }
  return marks.length > MAX_BURSTS ? [] : marks;
}

/** What was done while the picture lasts, at most eight. */
function actionsIn(view: View, plot: Plot): { at: number; what: string }[] {
  const end = plot.start + plot.count * plot.step;
  return view.document.timeline
    .filter((entry) => entry.kind === 'action')
    .map((entry) => ({ at: Date.parse(entry.at), what: entry.what }))
    .filter(({ at }) => at >= plot.start && at <= end)
    .slice(0, 8);
}

function actionLines(view: View, plot: Plot, x: (at: number) => number, foot: number): Html[] {
  return actionsIn(view, plot).map(
    ({ at }) => html`<path class="action" d="M${x(at)} ${HEAD - 10}V${px(foot)}" />`,
  );
}

function legend(view: View, plot: Plot): Html {
  const { volume: words } = view.words;
  const { series } = plot;
  const anyBurst = series.out.some(isBurst(series.out)) || series.in.some(isBurst(series.in));
  const items = [
    html`${words.per(words.units[series.unit], view.figures.duration(series.bucket_seconds))}`,
    plot.top > 0 && html`${key(html`<rect class="ours fill" width="16" height="12" />`)} ${words.out}`,
    plot.bottom > 0 && html`${key(html`<rect class="theirs fill" width="16" height="12" />`)} ${words.in}`,
    series.window && html`${key(html`<rect class="window" width="16" height="12" />`)} ${words.window}`,
    anyBurst && html`${key(html`<path class="burst" d="M8 10l-4-7h8z" />`)} ${words.burstMeaning}`,
    ...actionsIn(view, plot).map(
      ({ at, what }) =>
        html`${key(html`<path class="action" d="M8 0V12" />`)} ${utc(new Date(at).toISOString()) ?? ''} UTC
          <span lang="en">${text(view, what, 120)}</span>`,
    ),
  ];
  return html`<ul class="legend">
    ${items.map((item) => item && html`<li>${item}</li>`)}
  </ul>`;
}

const key = (mark: Html): Html =>
  html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">${mark}</svg>`;

function numbers(view: View, plot: Plot): Html {
  const { volume: words, tables } = view.words;
  const unit = words.units[plot.series.unit];
  const rows = Array.from({ length: plot.count }, (_, i) => {
    const at = plot.start + i * plot.step;
    const out = plot.series.out[i] ?? 0;
    const into = plot.series.in[i] ?? 0;
    return { at, out, into };
  }).filter((row) => row.out > 0 || row.into > 0);
  const body = grid(
    view,
    plot.series.title,
    [
      { name: words.bucket },
      { name: `${words.out} (${unit})`, numeric: true },
      { name: `${words.in} (${unit})`, numeric: true },
    ],
    rows.map(({ at, out, into }) => [
      { piece: html`<span class="nowrap">${utc(new Date(at).toISOString()) ?? ''}</span>`, sort: at },
      { piece: view.figures.exact(out), sort: out },
      { piece: view.figures.exact(into), sort: into },
    ]),
  );
  return fold(tables.asTable, body);
}
