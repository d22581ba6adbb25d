import type { Series } from '../../findings/pictures.ts';
import { utc } from '../figures.ts';
import { html, type Html } from '../html.ts';
import { grid } from '../sections/grid.ts';
import { fold, type View } from '../view.ts';
import { figure, px, textWidth, type Drawing } from './frame.ts';
import { timeTicks, valueTicks } from './scale.ts';

/** An interval is a burst when it carries more than this many times the median of those with traffic. */
const BURST = 4;
const HALF = 120;
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
  const heading = words.heading(series.subject, peak, moment);
  const ends = [utc(series.start) ?? '', utc(new Date(start + count * step).toISOString()) ?? ''] as const;
  const description = `${series.title}. ${words.text(amount(view, series, sum(series.out)), amount(view, series, sum(series.in)), ...ends)}`;
  const below = html`${legend(view, plot)}${numbers(view, plot)}`;
  return figure(`volume-${index}`, heading, description, (width) => draw(view, plot, width), below);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function amount(view: View, series: Series, value: number): string {
  return series.unit === 'bytes'
    ? view.figures.bytesText(value)
    : `${view.figures.exact(value)} ${view.words.volume.units[series.unit]}`;
}

function draw(view: View, plot: Plot, width: number): Drawing {
  const { series, start, step, count } = plot;
  const most = Math.max(plot.top, plot.bottom);
  const ticks = valueTicks(most, 3, series.unit === 'bytes');
  const scale = HALF / (ticks.at(-1) ?? most);
  const label = (value: number) =>
    series.unit === 'bytes' ? view.figures.bytesText(value) : view.figures.exact(value);
  const left = Math.ceil(Math.max(...ticks.map((value) => textWidth(label(value), SMALL))) + 10);
  const plotWidth = width - left - 8;
  const x = (at: number) => px(left + ((at - start) / (count * step)) * plotWidth);
  const above = plot.top > 0 ? HALF : 0;
  const under = plot.bottom > 0 ? HALF : 0;
  const head = 26;
  const axis = head + above;
  const foot = axis + under;
  const clip = (at: number) => Math.min(start + count * step, Math.max(start, at));

  const lines = ticks.flatMap((value) => {
    const rows = [
      above > 0 ? axis - value * scale : undefined,
      under > 0 && value > 0 ? axis + value * scale : undefined,
    ];
    return rows.map((y) =>
      y === undefined
        ? ''
        : html`<path class="rule" d="M${left} ${px(y)}H${width - 8}" /><text
              class="tick"
              x="${left - 6}"
              y="${px(y + 4)}"
              font-size="${SMALL}"
              text-anchor="end"
              >${label(value)}</text
            >`,
    );
  });
  const marks = html`${windowMark(series, x, clip, head, foot)}${lines}${times(plot, x, foot, width)}<path
      class="ours fill"
      d="${area(series.out, count, plot, x, axis, -scale)}"
    /><path class="theirs fill" d="${area(series.in, count, plot, x, axis, scale)}" /><path
      class="axis"
      d="M${left} ${px(axis)}H${width - 8}"
    />${bursts(plot, x, axis, scale)}${actions(view, plot, x, head, foot)}${sides(view, plot, left, head, foot)}`;
  return { height: foot + 26, marks };
}

/** Steps, one per interval, from the axis outwards. */
function area(
  values: readonly number[],
  count: number,
  plot: Plot,
  x: (at: number) => number,
  axis: number,
  scale: number,
): string {
  let d = `M${x(plot.start)} ${px(axis)}`;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    const y = px(axis + (value !== undefined && value > 0 ? value : 0) * scale);
    d += `V${y}H${x(plot.start + (i + 1) * plot.step)}`;
  }
  return `${d}V${px(axis)}Z`;
}

function windowMark(
  series: Series,
  x: (at: number) => number,
  clip: (at: number) => number,
  head: number,
  foot: number,
): Html {
  if (series.window === undefined) return html``;
  const from = clip(Date.parse(series.window.from));
  const to = clip(Date.parse(series.window.to));
  if (Number.isNaN(from) || Number.isNaN(to) || to < from) return html``;
  const width = Math.max(2, px(x(to) - x(from)));
  return html`<rect
    class="window"
    x="${x(from)}"
    y="${head - 8}"
    width="${width}"
    height="${foot - head + 8}"
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

/** A small triangle over each run of intervals that is a burst. */
function bursts(plot: Plot, x: (at: number) => number, axis: number, scale: number): Html[] {
  const marks: Html[] = [];
  for (const [values, side] of [
    [plot.series.out, -1],
    [plot.series.in, 1],
  ] as const) {
    const burst = isBurst(values);
    let best = -1;
    for (let i = 0; i <= plot.count; i++) {
      const value = i < plot.count ? (values[i] ?? 0) : 0;
      if (burst(value)) {
        if (best === -1 || value > (values[best] ?? 0)) best = i;
        continue;
      }
      if (best === -1) continue;
      const at = (x(plot.start + best * plot.step) + x(plot.start + (best + 1) * plot.step)) / 2;
      const y = axis + side * ((values[best] ?? 0) * scale + 3);
      marks.push(html`<path class="burst" d="M${px(at)} ${px(y)}l-4 ${side * 7}h8z" />`);
      best = -1;
    }
  }
  return marks.length > 40 ? [] : marks;
}

function actions(view: View, plot: Plot, x: (at: number) => number, head: number, foot: number): Html[] {
  const end = plot.start + plot.count * plot.step;
  const dated = view.document.timeline
    .filter((entry) => entry.kind === 'action')
    .map((entry) => Date.parse(entry.at));
  return dated
    .filter((at) => at >= plot.start && at <= end)
    .slice(0, 20)
    .map((at) => html`<path class="action" d="M${x(at)} ${head - 8}V${px(foot)}" />`);
}

function sides(view: View, plot: Plot, left: number, head: number, foot: number): Html {
  const { volume: words } = view.words;
  return html`${plot.top > 0 && html`<text class="side ours" x="${left + 4}" y="${head - 12}" font-size="${SMALL}">↑ ${words.out}</text>`}${
    plot.bottom > 0 &&
    html`<text class="side theirs" x="${left + 4}" y="${foot - 6}" font-size="${SMALL}">↓ ${words.in}</text>`
  }`;
}

function legend(view: View, plot: Plot): Html {
  const { volume: words } = view.words;
  const burst = isBurst(plot.series.out);
  const burstIn = isBurst(plot.series.in);
  const items = [
    html`${words.per(words.units[plot.series.unit], view.figures.duration(plot.series.bucket_seconds))}`,
    plot.series.window &&
      html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
          <rect class="window" width="16" height="12" />
        </svg>
        ${words.window}`,
    (plot.series.out.some(burst) || plot.series.in.some(burstIn)) &&
      html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
          <path class="burst" d="M8 10l-4-7h8z" />
        </svg>
        ${words.burstMeaning}`,
    view.document.timeline.some((entry) => entry.kind === 'action') &&
      html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
          <path class="action" d="M8 0V12" />
        </svg>
        ${words.action}`,
  ];
  return html`<ul class="legend">
    ${items.map((item) => item && html`<li>${item}</li>`)}
  </ul>`;
}

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
