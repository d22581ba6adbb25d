import type { Series } from '../../model/pictures.ts';
import { providerTitle } from '../../clouds/index.ts';
import { utc, utcRange } from '../figures.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { grid } from '../sections/grid.ts';
import type { Cell } from '../sections/grid.ts';
import { linesBehind, PLACE, placeOf } from '../sections/leads.ts';
import { fold, inWords, prose } from '../view.ts';
import type { View } from '../view.ts';
import { figure } from './frame.ts';
import { actionsIn, burstsOf, drawVolume } from './volume-plot.ts';
import type { Plot } from './volume-plot.ts';

/** The series' arrays are drawn up to this many intervals; a detector makes 60 to 400. */
const MAX_BUCKETS = 5000;
/** Fewer intervals than this show nothing that their table does not. */
const FEW = 3;
/** Characters of what was done, in the legend. */
const MAX_DEED = 120;

/** Volume about one axis: out above, in below; the notice's window, bursts and actions marked. */
export function volumePicture(view: View, whole: Series, index: number): Html {
  const { volume: words } = view.words;
  const [out, into] = [drawable(whole.out), drawable(whole.in)];
  const subject = subjectOf(view, whole);
  const series = { ...whole, out, in: into };
  const start = Date.parse(series.start);
  const step = series.bucket_seconds * 1000;
  const count = Math.max(series.out.length, series.in.length);
  const top = Math.max(0, ...series.out);
  const bottom = Math.max(0, ...series.in);
  const range = utcRange(series.start, new Date(start + count * step));
  if (range === undefined || !(step > 0) || !(top > 0 || bottom > 0)) {
    return html`<figure><figcaption>${words.quiet(subject)}</figcaption></figure>`;
  }
  const plot: Plot = { series, start, step, count, top, bottom };
  const sums = [amount(view, series, sum(series.out)), amount(view, series, sum(series.in))] as const;
  const description = `${inWords(view, series.message)}. ${words.text(...sums, ...range)}`;
  const title = series.bursts === undefined ? headingOf(view, subject, plot) : inWords(view, series.message);
  if (count < FEW) {
    return html`<figure id="volume-${index}">
      <figcaption>${title}</figcaption>
      ${numbers(view, plot, `series_${index + 1}`)}
    </figure>`;
  }
  const rest = Math.max(whole.out.length, whole.in.length) - count;
  const more = rest > 0 && html`<p class="soft">${view.words.tables.more(view.figures.exact(rest))}</p>`;
  const below = html`${legend(view, plot)}${more}${numbers(view, plot, `series_${index + 1}`)}`;
  return figure(`volume-${index}`, title, description, (width) => drawVolume(view, plot, width), below);
}

/** Chinese and Japanese words are not parted; a name in Latin letters is. */
const PARTED = /(?<=[\u3040-\u30ff\u4e00-\u9fff]) (?=[\u3040-\u30ff\u4e00-\u9fff])/gu;

/** Whose traffic it is: an address, a provider, or all clients where nobody is known. */
function subjectOf(view: View, { subject }: Series): string {
  return subject === undefined ? view.words.volume.everybody : providerTitle(subject);
}

/** As many intervals as are drawn; what is no amount counts as nothing. */
function drawable(values: readonly number[]): number[] {
  return values.slice(0, MAX_BUCKETS).map((value) => (value > 0 && Number.isFinite(value) ? value : 0));
}

/** The peak of what left; where nothing left, of what came. */
function headingOf(view: View, subject: string, { series, start, step, top, bottom }: Plot): string {
  const { volume: words } = view.words;
  const [values, peak, say] =
    top > 0 ? [series.out, top, words.headingOut] : [series.in, bottom, words.heading];
  const at = utc(new Date(start + values.indexOf(peak) * step)) ?? '';
  const duration = view.figures.duration(series.bucket_seconds);
  return say(subject, amount(view, series, peak), duration, at).replace(PARTED, '');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function amount(view: View, series: Series, value: number): string {
  if (series.unit === 'bytes') return view.figures.bytesText(value);
  return view.words.volume[series.unit](view.figures.exact(value), value);
}

function legend(view: View, plot: Plot): Html {
  const { volume: words } = view.words;
  const { series } = plot;
  const [outBurst, inBurst] = [burstsOf(series, 'out'), burstsOf(series, 'in')];
  const anyBurst = series.out.some((_, i) => outBurst(i)) || series.in.some((_, i) => inBurst(i));
  const items = [
    html`${words.per(words.units[series.unit], view.figures.duration(series.bucket_seconds))}`,
    plot.top > 0 && html`${key(html`<rect class="ours fill" width="16" height="12" />`)} ${words.out}`,
    plot.bottom > 0 && html`${key(html`<rect class="theirs fill" width="16" height="12" />`)} ${words.in}`,
    series.window &&
      html`${key(html`<rect class="window" width="16" height="12" />`)}
      ${ofFinding(view, series) ? words.findingTime : words.window}`,
    anyBurst && html`${key(html`<path class="burst" d="M8 10l-4-7h8z" />`)} ${burstMeaning(view, series)}`,
    ...actionsIn(view, plot).map(
      ({ at, what }) =>
        html`${key(html`<path class="action" d="M8 0V12" />`)} ${utc(new Date(at)) ?? ''} UTC
        ${prose(view, what.slice(0, MAX_DEED))}`,
    ),
  ];
  return html`<ul class="legend">
    ${items.map((item) => item && html`<li>${item}</li>`)}
  </ul>`;
}

/** A series with bursts of its own stands in a part that defines them. */
function burstMeaning(view: View, { bursts }: Series): string {
  return bursts === undefined
    ? view.words.volume.burstMeaning
    : inWords(view, { key: 'potBurst', params: {} });
}

/** The shaded time is that of a finding: no notice gave one. */
function ofFinding(view: View, { window }: Series): boolean {
  return view.document.findings.some(({ from, to }) => from === window?.from && to === window.to);
}

const key = (mark: Html): Html =>
  html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">${mark}</svg>`;

/** @param name as `query CASE --table` takes it; a bucket's number is its place, from 1 */
function numbers(view: View, plot: Plot, name: string): Html {
  const { volume: words, tables } = view.words;
  const unit = words.units[plot.series.unit];
  const rows = Array.from({ length: plot.count }, (_, i) => {
    const at = plot.start + i * plot.step;
    const out = plot.series.out[i] ?? 0;
    const into = plot.series.in[i] ?? 0;
    return { place: i + 1, at, out, into };
  }).filter((row) => row.out > 0 || row.into > 0);
  const { sql, lines } = plot.series;
  const leads = lines !== undefined;
  const body = grid(
    view,
    inWords(view, plot.series.message),
    [
      ...(leads ? [PLACE] : []),
      { name: words.bucket },
      { name: `${words.out} (${unit})`, numeric: true },
      { name: `${words.in} (${unit})`, numeric: true },
    ],
    rows.map(({ place, at, out, into }) => {
      const cells: Cell[] = [
        { piece: html`<span class="nowrap">${utc(new Date(at)) ?? ''}</span>`, sort: at },
        { piece: view.figures.exact(out), sort: out },
        { piece: view.figures.exact(into), sort: into },
      ];
      return leads ? [placeOf(name, place)].concat(cells) : cells;
    }),
  );
  const behind = leads && linesBehind(view, { name, rows: plot.count, sql });
  const table = html`${body}${behind}`;
  return plot.count < FEW ? table : fold(tables.asTable, table);
}
