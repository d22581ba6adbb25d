import type { Cost } from '../../model/cost.ts';
import type { CaseDocument } from '../../model/case.ts';
import { html, joined } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { renderPieces } from '../../language/render.ts';
import { shellLine } from '../../language/shell.ts';
import { untoldGaps } from '../answer.ts';
import { distinctMessages } from '../../model/message.ts';
import type { Command, CommandLine, Message } from '../../model/message.ts';
import { bounded, code, copied, fold, isForeign, prose, section, sentence } from '../view.ts';
import type { View } from '../view.ts';
import { paragraphs, sentences } from './findings.ts';
import { grid } from './grid.ts';

export function costSection(view: View): Html {
  const { cost: words } = view.words;
  const { cost, host } = view.document;
  if (cost === undefined) return html``;
  // The host's own counters go back to its start: whoever reads one of the two sums must see the other.
  const inside = host?.cost;
  const counters =
    inside &&
    html`<p>
      ${words.counted(html`<span class="nowrap">${view.figures.usd(inside.usd)}</span>`, view.figures.bytes(inside.egress_bytes))}
    </p>`;
  return section('cost', words.title, html`${counters}${costTable(view, cost)}`);
}

/** The total, its tiers, and what was assumed. */
export function costTable(view: View, cost: Cost): Html {
  const { cost: words } = view.words;
  const { figures } = view;
  const usd = html`<span class="nowrap">${figures.usd(cost.usd)}</span>`;
  const total = html`<p class="lead">
    ${words.total(usd, figures.bytes(cost.egress_bytes))}${cost.region !== undefined && html` <span class="soft">${words.region}: ${cost.region}</span>`}
  </p>`;
  const columns = [
    { name: words.tier },
    { name: words.gb, numeric: true },
    { name: words.perGb, numeric: true },
    { name: words.usd, numeric: true },
  ];
  const rows = cost.tiers.map((tier) => [
    { piece: sentence(view, tier.message) },
    { piece: figures.exact(tier.gb), sort: tier.gb },
    { piece: figures.exact(tier.usd_per_gb), sort: tier.usd_per_gb },
    { piece: figures.exact(tier.usd), sort: tier.usd },
  ]);
  const days = (cost.days ?? []).filter(({ usd: own }) => own >= 0.01);
  const byDay =
    days.length > 0 &&
    grid(
      view,
      words.title,
      [{ name: words.day }, { name: words.sent, numeric: true }, { name: words.usd, numeric: true }],
      days.map((one) => [
        { piece: one.day },
        { piece: figures.bytes(one.egress_bytes), sort: one.egress_bytes },
        { piece: figures.exact(one.usd), sort: one.usd },
      ]),
    );
  const notes =
    cost.assumptions.length > 0 &&
    html`<h3>${words.assumptions}</h3>
      ${sentences(view, cost.assumptions)}`;
  return html`${total}${byDay}${rows.length > 0 && grid(view, words.title, columns, rows)}${notes}`;
}

type Letter = CaseDocument['letters'][number];

/** A link inside the case folder; undefined for anything that leads out of it or is no plain path. */
function inside(path: string): string | undefined {
  const parts = path.split('/');
  const plain = parts.every((part) => /^[\p{L}\p{N}_@+=, -][\p{L}\p{N}._@+=, -]*$/u.test(part));
  return plain ? `./${parts.map((part) => encodeURIComponent(part)).join('/')}` : undefined;
}

/** Letters in the page's language; the others on demand. */
export function lettersSection(view: View): Html {
  const { letters: words, tag } = view.words;
  const { letters } = view.document;
  if (letters.length === 0) return html``;
  const here = letters.filter((letter) => tag.startsWith(letter.lang));
  const others = letters.filter((letter) => !tag.startsWith(letter.lang));
  const elsewhere =
    others.length > 0 &&
    html`<ul>
      ${bounded(view, others, 100).shown.map((letter) => html`<li>${letterLine(view, letter)}</li>`)}
    </ul>`;
  const body = html`${bounded(view, here, 100).shown.map((letter) => letterOf(view, letter))}${
    elsewhere && (here.length > 0 ? fold(words.otherLanguages, elsewhere) : elsewhere)
  }`;
  return section('letters', words.title, body);
}

function letterLine(view: View, letter: Letter): Html {
  const { kinds } = view.words.letters;
  const name = Object.hasOwn(kinds, letter.kind) ? kinds[letter.kind] : letter.kind;
  const href = inside(letter.path);
  const link = href === undefined ? code(letter.path) : html`<a href="${href}">${letter.path}</a>`;
  return html`${name} · ${letter.lang} · ${link}`;
}

function letterOf(view: View, letter: Letter): Html {
  const { letters: words } = view.words;
  const { blanks } = letter;
  const state =
    blanks.length > 0
      ? fold(words.blanks(view.figures.exact(blanks.length)), paragraphs(view, blanks, prose))
      : html`<p>${words.complete}</p>`;
  return html`<article>
    <h3>${letterLine(view, letter)}</h3>
    ${state}
  </article>`;
}

/** What could not be read, and what the verdicts lack. */
export function gapsSection(view: View): Html {
  const { gaps: words } = view.words;
  const { verdicts } = view.document;
  const gaps = distinctMessages([
    ...untoldGaps(view.document),
    ...verdicts.flatMap(({ missing }) => missing ?? []),
  ]);
  return section('gaps', words.title, gaps.length === 0 ? html`<p>${words.none}</p>` : sentences(view, gaps));
}

/** So many steps are on the first screen. */
const FIRST_STEPS = 4;

/** What to do now, before the proof: whoever has hours left need not look for it. */
export function firstSteps(view: View): Html {
  const { next: words } = view.words;
  const { next } = view.document;
  if (next.length === 0) return html``;
  const list = html`<ol>
    ${next.slice(0, FIRST_STEPS).map((step) => stepItem(view, step))}
  </ol>`;
  if (next.length <= FIRST_STEPS) return section('next', words.title, list);
  const all = words.all(view.figures.exact(next.length));
  return section(
    'now',
    words.title,
    html`${list}
      <p><a href="#next">${all}</a></p>`,
  );
}

/** Every step, where there are more than are on the first screen. */
export function nextSection(view: View): Html {
  const { next: words } = view.words;
  const { next } = view.document;
  if (next.length === 0) return section('next', words.title, html`<p>${words.none}</p>`);
  if (next.length <= FIRST_STEPS) return html``;
  const { shown, more } = bounded(view, next, 100);
  return section(
    'next',
    words.title,
    html`<ol>
        ${shown.map((step) => stepItem(view, step))}
      </ol>
      ${more}`,
  );
}

function stepItem(view: View, step: Message): Html {
  const { path: letter } = step.params as { path?: unknown };
  const pieces = renderPieces(step, view.messages).map((piece, i) => {
    if (typeof piece !== 'string') return command(view, typed(view, piece));
    return typeof letter === 'string' ? linked(view, piece, letter) : between(view, piece, i > 0);
  });
  return isForeign(step) ? html`<li lang="en">${pieces}</li>` : html`<li>${pieces}</li>`;
}

/** A step that names a letter of the case leads to it. */
function linked(view: View, piece: string, letter: string): Piece {
  const href = view.document.letters.some(({ path }) => path === letter) ? inside(letter) : undefined;
  const at = piece.indexOf(letter);
  if (href === undefined || at < 0) return between(view, piece, false);
  const [before, after] = [piece.slice(0, at), piece.slice(at + letter.length)];
  return html`<span>${prose(view, before)}<a href="${href}">${letter}</a>${prose(view, after)}</span>`;
}

/** A command of ours as it is called where the report was written. */
export function typed({ program }: View, command: Command | CommandLine): string {
  if ('shell_line' in command) return command.shell_line;
  const { argv } = command;
  return shellLine(argv[0] === 'abusedesk' ? [...program, ...argv.slice(1)] : argv);
}

/** A command whose words break nowhere but between them, so that options and ids can be read. */
export function command(view: View, text: string): Html {
  const words = text.split(' ').map((word) => html`<span class="word">${word}</span>`);
  return copied(view, joined(words, ' '));
}

/** Words around commands. A command is on lines of its own, so that what parts it from the rest goes. */
export function between(view: View, piece: string, behind: boolean): Piece {
  const words = (behind ? piece.replace(/^[\s;,.、。，；]+/u, '') : piece).trim();
  return words === '' ? '' : html`<span>${prose(view, words)}</span>`;
}

export function timelineSection(view: View): Html {
  const { timeline: words } = view.words;
  const { timeline } = view.document;
  if (timeline.length === 0) return html``;
  const sorted = timeline.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || 0);
  const { shown, more } = bounded(view, sorted, 200);
  const rows = shown.map(
    (entry) =>
      html`<li class="${entry.kind}">
        <p class="when">${view.figures.time(entry.at)} ${view.figures.local(entry.at)}</p>
        <p class="soft">${words.kinds[entry.kind]}</p>
        <p>${sentence(view, entry.message)}</p>
      </li>`,
  );
  return section(
    'timeline',
    words.title,
    html`<ol class="timeline">
        ${rows}
      </ol>
      ${more}`,
  );
}
