import { createHash } from 'node:crypto';
import { WORDS } from '../../cases/translations.ts';
import type { Lang } from '../../language/lang.ts';
import type { CaseDocument } from '../../model/case.ts';
import { figure, px, ruler, textWidth } from '../charts/frame.ts';
import type { Drawing } from '../charts/frame.ts';
import { figures } from '../figures.ts';
import { html, raw } from '../html.ts';
import type { Html } from '../html.ts';
import { LANGUAGES } from '../languages/index.ts';
import { sentences } from '../sections/findings.ts';
import { tablePart } from '../sections/tables.ts';
import { STYLE } from '../style.ts';
import { inWords } from '../view.ts';
import type { View } from '../view.ts';
import type { Masked } from './masked.ts';

/** A case of which nothing is known: what draws a table looks into none. */
const NO_CASE: CaseDocument = {
  schema: 'abusedesk.case/1',
  id: '',
  opened: '',
  claims: [],
  evidence: [],
  findings: [],
  verdicts: [],
  culprits: [],
  sources: [],
  tables: [],
  conclusion: {
    certainty: 'cannot_tell',
    gravest: [],
    credentials: [],
    verdicts: { confirmed: 0, likely: 0, cannot_tell: 0, ruled_out: 0 },
    matters: [],
  },
  letters: [],
  gaps: [],
  next: [],
  timeline: [],
  series: [],
};

const HEIGHT = 120;
const HEAD = 14;
const SMALL = 12;

/** Days about one axis in per cents of the busiest: what was begun here above, what came unasked below. */
function drawDays(view: View, { out, in: into }: Masked['series'][number], width: number): Drawing {
  const left = Math.ceil(textWidth('100%', SMALL) + 10);
  const step = (width - left - 8) / Math.max(1, into.length);
  const top = Math.max(0, ...out) > 0 ? HEIGHT * Math.max(0.1, Math.max(...out) / 100) : 0;
  const axis = HEAD + top;
  const foot = axis + HEIGHT;
  const bar = (value: number, i: number, up: boolean): Html => {
    const size = px((HEIGHT * value) / 100);
    const [x, y] = [px(left + i * step + step * 0.1), px(up ? axis - size : axis)];
    return html`<rect
      class="${up ? 'ours' : 'theirs'} fill"
      x="${x}"
      y="${y}"
      width="${px(step * 0.8)}"
      height="${size}"
    />`;
  };
  const rule = (share: number): Html => {
    const y = px(axis + HEIGHT * share);
    return ruler(view.figures.percent(share), { y, left, right: width - 8 }, SMALL);
  };
  const every = Math.ceil((into.length * 64) / (width - left));
  const days = into.flatMap((_, i) =>
    i % every === 0
      ? [
          html`<text
            class="tick"
            x="${px(left + (i + 0.5) * step)}"
            y="${px(foot + 18)}"
            font-size="${SMALL}"
            text-anchor="middle"
            >${inWords(view, { key: 'potDay', params: { day: i + 1 } })}</text
          >`,
        ]
      : [],
  );
  const marks = [
    [0, 0.5, 1].map(rule),
    out.map((value, i) => bar(value, i, true)),
    into.map((value, i) => bar(value, i, false)),
    html`<path class="axis" d="M${left} ${px(axis)}H${width - 8}" />`,
    days,
  ];
  return { height: foot + 26, marks };
}

function picture(view: View, series: Masked['series'][number], index: number): Html {
  const { volume: words } = view.words;
  const key = (look: string): Html =>
    html`<svg class="key" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
      <rect class="${look} fill" width="16" height="12" />
    </svg>`;
  const legend = html`<ul class="legend">
    <li>${inWords(view, { key: 'potOfPeak', params: {} })}</li>
    ${series.out.some((value) => value > 0) && html`<li>${key('ours')} ${words.out}</li>`}
    <li>${key('theirs')} ${words.in}</li>
  </ul>`;
  const title = inWords(view, series.message);
  return figure(`days-${index}`, title, title, (width) => drawDays(view, series, width), legend);
}

function viewOf(lang: Lang): View {
  const words = LANGUAGES[lang];
  return {
    document: NO_CASE,
    words,
    figures: figures(words.tag, 'UTC'),
    now: new Date(0),
    messages: WORDS[lang],
    program: ['abusedesk'],
    sources: new Map(),
  };
}

/** The page for publishing: one HTML file that loads nothing and has no script. */
export function maskedPage(masked: Masked, lang: Lang): string {
  const view = viewOf(lang);
  const title = inWords(view, { key: 'potTitle', params: {} });
  const style = createHash('sha256').update(STYLE, 'utf8').digest('base64');
  return html`<!doctype html>
    <html lang="${view.words.tag}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${raw(`default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`)}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${sentences(view, masked.statements)} ${masked.series.map((series, i) => picture(view, series, i))}
          ${masked.tables.map((table) => tablePart(view, table))}
        </main>
        <footer></footer>
      </body>
    </html> `.toString();
}

/** The same as data: `abusedesk.masked/1`. */
export function maskedDocument({ tables, series, statements }: Masked, lang: Lang): object {
  const view = viewOf(lang);
  return {
    schema: 'abusedesk.masked/1',
    lang,
    statements: statements.map((message) => inWords(view, message)),
    series: series.map(({ name, message, out, in: into }) => ({
      name,
      title: inWords(view, message),
      unit: 'per cent of the busiest day',
      out,
      in: into,
    })),
    tables: tables.map(({ name, message, columns, rows }) => ({
      name,
      title: inWords(view, message),
      columns,
      rows,
    })),
  };
}
