import { worded } from './worded.ts';
import { addressTextFromBytes } from '../../net/address.ts';
import type { Head } from '../format.ts';
import { givenFormats } from './given.ts';
import { jsonFormat } from './json.ts';
import { KNOWN_FORMATS } from './known.ts';
import { Matcher } from './match.ts';
import { planOf, richness } from './plan.ts';
import type { Plan } from './plan.ts';
import { isSocket } from './setters.ts';
import { utf8At } from '../text/line-bytes.ts';
import { CR, LF } from '../../kernel/ascii.ts';

type Because = (count: number, lines: number) => string;

/** A format that a file's first lines have. */
export interface Choice {
  format: string;
  /** Why the file is taken for it: so many of its first lines have the format, and whose it is. */
  because: Because;
  /** The user or a configuration names it; else it is one that is known. */
  given: boolean;
  /** Part of the lines that fit. */
  ratio: number;
  lines: number;
}

const SAMPLE_LINES = 50;
const BRACE = 123;
/** A format that fewer lines have is another file's. */
const ENOUGH = 0.6;

interface Candidate {
  format: string;
  because: Because;
  given: boolean;
  plan: Plan;
}

/** Plans made so far: a case has a few formats and many files. */
const plans = new Map<string, Plan | string>();
const MAX_PLANS = 500;

function knownPlan(format: string): Plan | string {
  const known = plans.get(format);
  if (known !== undefined) return known;
  const plan = planOf(format);
  if (plans.size >= MAX_PLANS) plans.clear();
  plans.set(format, plan);
  return plan;
}

function candidate(format: string, because: Because, given: boolean): Candidate[] {
  const plan = knownPlan(format);
  return typeof plan === 'string' ? [] : [{ format, because, given, plan }];
}

const KNOWN: readonly Candidate[] = [...KNOWN_FORMATS].flatMap(([name, format]) =>
  candidate(format, (count, lines) => worded('lfBecauseOf', { name, count, lines }), false),
);

/** The first whole lines: where each begins and ends. */
function firstLines({ bytes, whole }: Head): [number, number][] {
  const lines: [number, number][] = [];
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = mark; at < bytes.length && lines.length < SAMPLE_LINES;) {
    const feed = bytes.indexOf(LF, at);
    if (feed < 0 && !whole) break;
    const end = feed < 0 ? bytes.length : feed;
    const stop = end > at && bytes[end - 1] === CR ? end - 1 : end;
    if (stop > at) lines.push([at, stop]);
    at = end + 1;
  }
  return lines;
}

/** The format of JSON lines whose names speak for themselves. */
function jsonCandidate({ bytes }: Head, [first]: readonly [number, number][]): Candidate[] {
  if (first === undefined || bytes[first[0]] !== BRACE) return [];
  const format = jsonFormat(utf8At(bytes, first[0], first[1]));
  return format === undefined
    ? []
    : candidate(format, (count, lines) => worded('lfBecauseJson', { count, lines }), false);
}

function fitting(bytes: Uint8Array, lines: readonly [number, number][], plan: Plan): number {
  const matcher = new Matcher(plan);
  const addresses = plan.fields.flatMap(({ meaning }, place) => (meaning?.kind === 'address' ? [place] : []));
  const isAddress = (place: number): boolean =>
    addressTextFromBytes(bytes, matcher.starts[place]!, matcher.ends[place]!) !== undefined ||
    isSocket(bytes, matcher.starts[place]!, matcher.ends[place]!);
  return lines.filter(
    ([start, end]) => matcher.match(bytes, start, end) === undefined && addresses.every(isAddress),
  ).length;
}

/** A sentence needs no more of a format than tells it from others. */
function shown(format: string): string {
  return format.length > 120 ? `${format.slice(0, 120)}…` : format;
}

/**
 * The format that most of the first lines have; of two that fit as well, the one that fills more columns, then
 * the one that was given before.
 * @param given formats that the user or a server's configuration names; those that cannot be read are passed over
 * @param enough part of the lines that must fit
 */
export function chooseFormat(head: Head, given: readonly string[], enough = ENOUGH): Choice | undefined {
  const lines = firstLines(head);
  if (lines.length === 0) return undefined;
  const named = given
    .flatMap(givenFormats)
    .flatMap((format) =>
      candidate(
        format,
        (count, lines) => worded('lfBecause', { whose: `'${shown(format)}'`, count, lines }),
        true,
      ),
    );
  let best: { candidate: Candidate; count: number } | undefined;
  for (const one of [...named, ...KNOWN, ...jsonCandidate(head, lines)]) {
    const count = fitting(head.bytes, lines, one.plan);
    if (count < enough * lines.length || count < (best?.count ?? 1)) continue;
    if (count === best?.count && richness(one.plan) <= richness(best.candidate.plan)) continue;
    best = { candidate: one, count };
  }
  if (best === undefined) return undefined;
  const { plan: _plan, ...chosen } = best.candidate;
  return { ...chosen, ratio: best.count / lines.length, lines: lines.length };
}
