import type { Series } from '../../model/pictures.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { inWords } from '../view.ts';
import type { View } from '../view.ts';
import { px, textWidth, ruler } from './frame.ts';
import type { Drawing } from './frame.ts';
import { timeTicks, valueTicks } from './scale.ts';

/** An interval is a burst when it carries more than this many times the median of those with traffic … */
const BURST = 4;
/** … and this share of the direction's peak. */
const OF_PEAK = 0.25;
/** Height of the larger direction, and of what is above it, in pixels. */
const HEIGHT = 180;
const HEAD = 14;
const SMALL = 12;

/** A series made ready to be drawn. */
export interface Plot {
  series: Series;
  start: number;
  /** Milliseconds per interval. */
  step: number;
  count: number;
  top: number;
  bottom: number;
}
/** Where one direction is drawn: away from the axis, up or down, as far as its volume needs. */
interface Side {
  values: readonly number[];
  isBurst: (place: number) => boolean;
  /** -1 is up. */
  sign: -1 | 1;
  look: 'ours' | 'theirs';
  ticks: number[];
  /** Pixels per unit. */
  scale: number;
}

/** Out above, in below, on one scale, so that heights compare; where there is traffic one way only, it is above. */
function sidesOf(plot: Plot): Side[] {
  const bytes = plot.series.unit === 'bytes';
  const most = Math.max(plot.top, plot.bottom);
  const side = (values: readonly number[], peak: number, sign: -1 | 1, look: Side['look']): Side => {
    const all = valueTicks(most, 4, bytes);
    const ticks = all.slice(0, all.findIndex((value) => value >= peak) + 1);
    const isBurst = burstsOf(plot.series, look === 'ours' ? 'out' : 'in');
    return { values, isBurst, sign, look, ticks, scale: HEIGHT / (all.at(-1) ?? 1) };
  };
  const sides: Side[] = [];
  if (plot.top > 0) sides.push(side(plot.series.out, plot.top, -1, 'ours'));
  if (plot.bottom > 0) sides.push(side(plot.series.in, plot.bottom, plot.top > 0 ? 1 : -1, 'theirs'));
  return sides;
}

/** The series about its axis, with its rules and marks. */
export function drawVolume(view: View, plot: Plot, width: number): Drawing {
  const { series, start, step, count } = plot;
  const label = (value: number) =>
    series.unit === 'bytes' ? view.figures.bytesText(value) : view.figures.exact(value);
  const sides = sidesOf(plot);
  const names = sides.flatMap(({ ticks }) => ticks.map((value) => textWidth(label(value), SMALL)));
  const left = Math.ceil(Math.max(...names) + 10);
  const x = (at: number) => px(left + ((at - start) / (count * step)) * (width - left - 8));
  const room = (sign: number) => {
    const side = sides.find((one) => one.sign === sign);
    return side === undefined ? 0 : (side.ticks.at(-1) ?? 0) * side.scale;
  };
  const axis = HEAD + room(-1);
  const foot = axis + room(1);
  const rules = sides.map((side) =>
    side.ticks.map((value) => {
      const y = px(axis + side.sign * value * side.scale);
      const name = value === 0 && side.sign === 1 ? '' : label(value);
      return ruler(name, { y, left, right: width - 8 }, SMALL);
    }),
  );
  const drawn = sides.map((side) => {
    const d = area(side.values, plot, x, axis, side.sign * side.scale);
    return html`<path class="${side.look} fill" d="${d}" />${bursts(plot, side, x, axis)}`;
  });
  const line = html`<path class="axis" d="M${left} ${px(axis)}H${width - 8}" />`;
  const marks = [
    windowMark(plot, x, foot),
    rules,
    times(plot, x, foot, width),
    drawn,
    line,
    actionLines(view, plot, x, foot),
  ];
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
    // What one scale makes thinner than a pixel is there all the same.
    const height = Math.max(Math.abs((value ?? 0) * scale), (value ?? 0) > 0 ? 1 : 0);
    const y = px(axis + Math.sign(scale) * height);
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
    width="${Math.max(3, px(b - a))}"
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

/** Whether the interval at a place is a burst of its direction: as the series says, else by its values. */
export function burstsOf(series: Series, way: 'out' | 'in'): (place: number) => boolean {
  const { [way]: values, bursts: told } = series;
  if (told !== undefined) {
    const places = new Set(told[way]);
    return (place) => places.has(place);
  }
  const isHigh = isBurst(values);
  return (place) => isHigh(values[place] ?? 0);
}

/** Whether a value of the direction is a burst. */
function isBurst(values: readonly number[]): (value: number) => boolean {
  const limit = Math.max(median(values) * BURST, Math.max(0, ...values) * OF_PEAK);
  return (value) => limit > 0 && value > limit;
}

/** A small triangle over each run of intervals that is a burst. */
function bursts(plot: Plot, side: Side, x: (at: number) => number, axis: number): Html[] {
  const marks: Html[] = [];
  let best = -1;
  for (let i = 0; i <= plot.count; i++) {
    const value = i < plot.count ? (side.values[i] ?? 0) : 0;
    if (i < plot.count && side.isBurst(i)) {
      if (best === -1 || value > (side.values[best] ?? 0)) best = i;
      continue;
    }
    if (best === -1) continue;
    const at = (x(plot.start + best * plot.step) + x(plot.start + (best + 1) * plot.step)) / 2;
    const y = axis + side.sign * ((side.values[best] ?? 0) * side.scale + 3);
    marks.push(html`<path class="burst" d="M${px(at)} ${px(y)}l-4 ${side.sign * 7}h8z" />`);
    best = -1;
  }
  return marks;
}

/** What was done while the picture lasts, at most eight. */
export function actionsIn(view: View, plot: Plot): { at: number; what: string }[] {
  const end = plot.start + plot.count * plot.step;
  return view.document.timeline
    .filter((entry) => entry.kind === 'action')
    .map((entry) => ({ at: Date.parse(entry.at), what: inWords(view, entry.message) }))
    .filter(({ at }) => at >= plot.start && at <= end)
    .slice(0, 8);
}

function actionLines(view: View, plot: Plot, x: (at: number) => number, foot: number): Html[] {
  return actionsIn(view, plot).map(
    ({ at }) => html`<path class="action" d="M${x(at)} ${HEAD - 10}V${px(foot)}" />`,
  );
}
