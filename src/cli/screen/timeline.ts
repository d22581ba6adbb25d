import { printable } from '../../base/printable.ts';
import { blanksTo, displayWidth } from '../../base/width.ts';
import { WORDS } from '../../cases/translations.ts';
import { providerTitle } from '../../clouds/index.ts';
import { GRAMMARS } from '../../language/grammar/index.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import type { CaseDocument } from '../../model/case.ts';
import { gravestOf } from '../../report/answer.ts';
import { clip, wrap } from '../fit.ts';
import type { ScreenMessage } from '../messages.ts';

/** Rows that a screen shows; with the title, and how many more there are, eight lines. */
const MAX_PHASES = 6;

/** One row of the table `actor_timeline`. */
interface Phase {
  who: string;
  provider: string | null;
  addresses: number;
  log: string;
  outcome: string;
  about: string;
  records: number;
  first: string;
  last: string;
}

/** For whom the lines are written, and how wide. */
interface Reader {
  lang: Lang;
  width: number;
  say: (message: ScreenMessage) => string;
}

function phasesOf({ tables }: CaseDocument): Phase[] {
  const table = tables.find(({ name }) => name === 'actor_timeline');
  if (table === undefined) return [];
  const at = (row: (typeof table.rows)[number], name: string): string | number | null =>
    row[table.columns.indexOf(name)] ?? null;
  return table.rows.map((row) => {
    const text = (name: string): string => String(at(row, name) ?? '');
    const provider = at(row, 'provider');
    return {
      who: text('who'),
      provider: provider === null ? null : String(provider),
      addresses: Number(at(row, 'addresses')),
      log: text('log'),
      outcome: text('outcome'),
      about: text('about'),
      records: Number(at(row, 'records')),
      first: text('first'),
      last: text('last'),
    };
  });
}

/** Whom the gravest finding about somebody outside names; else who did most. */
function topActor(document: CaseDocument, phases: readonly Phase[]): string | undefined {
  const known = new Set(phases.map(({ who }) => who));
  const named = gravestOf(document)
    .filter(({ direction, noise }) => direction === 'inbound' && noise === undefined)
    .flatMap(({ subject }) => [subject.address, subject.provider])
    .find((who) => who !== undefined && known.has(who));
  return named ?? phases.toSorted((a, b) => b.records - a.records)[0]?.who;
}

/** What came of it matters most; that our side answered packets, least. */
const TELLING = [
  ['succeeded', 'right_refused', 'download_passed', 'deed', 'verdict_passed'],
  ['answered', 'verdict', 'verdict_blocked', 'ban_blocked', 'download'],
];

function weightOf({ log, outcome }: Phase): number {
  if (log === 'flows' && outcome === 'out') return TELLING.length + 1;
  const place = TELLING.findIndex((outcomes) => outcomes.includes(outcome));
  return place === -1 ? TELLING.length : place;
}

/** `2019-05-13 01:05–03:14`; of what went on for days the days. */
function whenOf({ first, last }: Phase): string {
  const [day, until] = [first.slice(0, 10), last.slice(0, 10)];
  if (day !== until) return `${day} – ${until}`;
  const [from, to] = [first.slice(11, 16), last.slice(11, 16)];
  return `${day} ${from}${from === to ? '' : `–${to}`}`;
}

/** What a phase is about: from how many addresses, and to what. */
function aboutOf({ log, outcome, addresses, about }: Phase, { say }: Reader): string {
  // Ports of what we sent back are the client's own, and say nothing.
  const shown = about !== '' && !(log === 'flows' && outcome === 'out');
  return [
    ...(addresses > 1 ? [say({ key: 'screenAddresses', params: { count: addresses } })] : []),
    ...(shown ? [about] : []),
  ].join('; ');
}

/** The least that is shown of what a phase is about, behind its number; with less room it has a line of its own. */
const LEAST_ROOM = 20;

/** The phases in columns, as far as the screen is wide; what does not fit is cut, and whole in the report. */
function columnsOf(phases: readonly Phase[], reader: Reader): string[] {
  const { lang, width } = reader;
  // A case that somebody handed over may have any text in its place.
  const word = (name: string): string => {
    const key = `name_actor_${name}`;
    return WORDS[lang].has(key) ? render({ key, params: {} }, WORDS[lang]) : printable(name);
  };
  const rows = phases.map((phase) => ({
    when: whenOf(phase),
    what: `${word(phase.log)}: ${word(phase.outcome)}`,
    records: GRAMMARS[lang].count(phase.records),
    about: printable(aboutOf(phase, reader)),
  }));
  const widest = (of: 'when' | 'what' | 'records'): number =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[of])), 0);
  const [when, what, records] = [widest('when'), widest('what'), widest('records')];
  const head = 2 + when + 2 + what + 2 + records;
  const lines: string[] = [];
  for (const row of rows) {
    const parts = [row.when, blanksTo(when + 2, row.when), row.what, blanksTo(what + 2, row.what)];
    const line = `  ${parts.join('')}${blanksTo(records, row.records)}${row.records}`;
    const room = width - head - 2;
    const beside = room >= LEAST_ROOM;
    if (head > width) lines.push(wrap(`${row.when}  ${row.what}  ${row.records}`, width, '  '));
    else lines.push(beside && row.about !== '' ? `${line}  ${clip(row.about, room)}` : line);
    if (!beside && row.about !== '') lines.push(`    ${clip(row.about, width - 4)}`);
  }
  return lines;
}

/**
 * What the gravest of those outside did in each log, and how it ended, in the order in which it began; the whole table is in the
 * report and in case.json. Nothing where one row is all there is: a finding says it already.
 */
export function timelineLines(
  document: CaseDocument,
  reader: Reader,
  bold: (text: string) => string,
): string[] {
  const { say, width } = reader;
  const phases = phasesOf(document);
  const top = topActor(document, phases);
  const all = phases.filter(({ who }) => who === top);
  const [first] = all;
  if (first === undefined || all.length < 2) return [];
  const kept = new Set(
    all.toSorted((a, b) => weightOf(a) - weightOf(b) || b.records - a.records).slice(0, MAX_PHASES),
  );
  const group = first.who === first.provider;
  const who = group ? providerTitle(first.who) : first.who;
  const title: ScreenMessage = { key: 'screenTimeline', params: { ...(who !== '' && { who }) } };
  const more = all.length - kept.size;
  const others = new Set(phases.map((phase) => phase.who)).size - 1;
  return [
    '',
    bold(wrap(printable(say(title)), width)),
    ...columnsOf(
      all.filter((phase) => kept.has(phase)),
      reader,
    ),
    ...(more > 0 ? [`  ${say({ key: 'screenMore', params: { count: more } })}`] : []),
    ...(others > 0 ? [wrap(say({ key: 'screenTimelines', params: { count: others } }), width, '  ')] : []),
  ];
}
