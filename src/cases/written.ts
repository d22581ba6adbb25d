import type { Message } from '../model/message.ts';
import { render } from '../language/render.ts';
import type { CaseDocument, WrittenCase } from '../model/case.ts';
import type { HostPart } from '../model/host.ts';
import type { Culprit, Finding, Verdict } from '../model/finding.ts';
import { writtenClaim } from '../notices/written.ts';
import { writtenEvidence } from './evidence.ts';
import { WORDS } from './translations.ts';

const english = (message: Message): string => render(message, WORDS.en);

/** An item of a list of messages, as case.json has it. */
const item = (message: Message): { text: string; message: Message } => ({ text: english(message), message });

/** A table, a series or a fan-out: its title comes before what it titles. */
function titled<Titled extends { message: Message }>(picture: Titled): Titled & { title: string } {
  return { title: english(picture.message), ...picture };
}

function because<Concluded extends { message: Message }>(one: Concluded): Concluded & { because: string } {
  return { ...one, because: english(one.message) };
}

export function writtenCost({ tiers, assumptions, ...rest }: NonNullable<CaseDocument['cost']>) {
  return {
    ...rest,
    tiers: tiers.map((tier) => ({ name: english(tier.message), ...tier })),
    assumptions: assumptions.map(item),
  };
}

function conclusionOf({ message, stopped, ...rest }: CaseDocument['conclusion']): WrittenCase['conclusion'] {
  return {
    ...rest,
    ...(message && { because: english(message), message }),
    ...(stopped && { stopped: because(stopped) }),
  };
}

function findingOf({ noise, ...finding }: Finding): WrittenCase['findings'][number] {
  return {
    ...finding,
    sentence: english(finding.message),
    rule: english(finding.rule_message),
    ...(noise && { noise: because(noise) }),
  };
}

function verdictOf({ missing, ...verdict }: Verdict): WrittenCase['verdicts'][number] {
  return { ...because(verdict), ...(missing && { missing: missing.map(item) }) };
}

function culpritOf(culprit: Culprit): WrittenCase['culprits'][number] {
  return { ...because(culprit), ties: culprit.ties.map(because) };
}

function hostOf({
  findings,
  checks,
  traffic,
  timeline,
  cost,
  gaps,
  next,
  ...rest
}: HostPart): WrittenCase['host'] {
  return {
    ...rest,
    findings: findings.map((finding) => Object.assign({ sentence: english(finding.message) }, finding)),
    checks: checks.map(({ fix, ...check }) =>
      Object.assign(check, { text: english(check.message) }, fix !== undefined && { fix: item(fix) }),
    ),
    ...(timeline && {
      timeline: timeline.map((moment) => Object.assign({ text: english(moment.message) }, moment)),
    }),
    ...(traffic && {
      traffic: traffic.map((answer) => ({
        ...answer,
        text: english(answer.message),
        because: answer.because.map(item),
      })),
    }),
    ...(cost && { cost: writtenCost(cost) }),
    gaps: gaps.map(item),
    next: next.map(item),
  };
}

/**
 * The case as case.json and `--json` have it: each message with its words in English beside it. Reading it gives the
 * messages back (`parseCase`).
 */
export function writtenCase(document: CaseDocument): WrittenCase {
  const { cost, host, honeypot, fan_out: fanOut, ...rest } = document;
  const { findings, verdicts, culprits, tables, series } = rest;
  return {
    ...rest,
    claims: rest.claims.map((claim) => writtenClaim(claim, WORDS.en)),
    evidence: rest.evidence.map(writtenEvidence),
    conclusion: conclusionOf(rest.conclusion),
    findings: findings.map(findingOf),
    verdicts: verdicts.map(verdictOf),
    culprits: culprits.map(culpritOf),
    tables: tables.map(titled),
    series: series.map(titled),
    ...(fanOut && { fan_out: titled(fanOut) }),
    ...(cost && { cost: writtenCost(cost) }),
    ...(host && { host: hostOf(host) }),
    ...(honeypot && {
      honeypot: {
        ...honeypot,
        statements: honeypot.statements.map(item),
        definitions: honeypot.definitions.map(item),
      },
    }),
    gaps: document.gaps.map(item),
    next: document.next.map(item),
    timeline: document.timeline.map((entry) => Object.assign({ what: english(entry.message) }, entry)),
  };
}
