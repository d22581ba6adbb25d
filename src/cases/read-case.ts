import type { CaseDocument, WrittenCase } from '../model/case.ts';
import type { Cost } from '../model/cost.ts';
import type { HostPart } from '../model/host.ts';
import type { Message } from '../model/message.ts';
import { readable, readEvidence } from './evidence.ts';

function itemsOf(items: WrittenCase['gaps']): Message[] {
  return items.map(({ text, message }) => readable(message, text));
}

function concluded<One extends { because: string; message: Message }>({
  because,
  ...rest
}: One): Omit<One, 'because'> {
  return { ...rest, message: readable(rest.message, because) };
}

function titled<One extends { title: string; message: Message }>({
  title,
  ...rest
}: One): Omit<One, 'title'> {
  return { ...rest, message: readable(rest.message, title) };
}

function costOf({ tiers, assumptions, ...rest }: NonNullable<WrittenCase['cost']>): Cost {
  return {
    ...rest,
    tiers: tiers.map(({ name, ...tier }) => ({ ...tier, message: readable(tier.message, name) })),
    assumptions: itemsOf(assumptions),
  };
}

function hostOf({
  cost,
  checks = [],
  traffic,
  timeline,
  ...host
}: NonNullable<WrittenCase['host']>): HostPart {
  return {
    ...host,
    findings: host.findings.map(({ sentence, ...finding }) => ({
      ...finding,
      message: readable(finding.message, sentence),
    })),
    checks: checks.map(({ text, fix, ...check }) => ({
      ...check,
      message: readable(check.message, text),
      ...(fix && { fix: readable(fix.message, fix.text) }),
    })),
    ...(timeline && {
      timeline: timeline.map(({ text, ...moment }) => ({
        ...moment,
        message: readable(moment.message, text),
      })),
    }),
    ...(traffic && {
      traffic: traffic.map(({ text, because, ...answer }) => ({
        ...answer,
        message: readable(answer.message, text),
        because: itemsOf(because),
      })),
    }),
    ...(cost && { cost: costOf(cost) }),
    gaps: itemsOf(host.gaps),
    next: itemsOf(host.next),
  };
}

function conclusionOf({
  because = '',
  message,
  stopped,
  ...rest
}: WrittenCase['conclusion']): CaseDocument['conclusion'] {
  return {
    ...rest,
    ...(message && { message: readable(message, because) }),
    ...(stopped && { stopped: concluded(stopped) }),
  };
}

/** The case of a case.json: its messages without the English beside them. Keys that are not known stay. */
export function readCase(written: WrittenCase): CaseDocument {
  const { cost, host, honeypot, fan_out: fanOut, ...rest } = written;
  return {
    ...rest,
    claims: written.claims.map(({ authenticity, ...claim }) => ({
      ...claim,
      authenticity: concluded(authenticity),
    })),
    evidence: written.evidence.map(readEvidence),
    conclusion: conclusionOf(written.conclusion),
    findings: written.findings.map(({ sentence, rule, noise, ...finding }) => ({
      ...finding,
      message: readable(finding.message, sentence),
      rule_message: readable(finding.rule_message, rule),
      ...(noise && { noise: concluded(noise) }),
    })),
    verdicts: written.verdicts.map(({ missing, ...verdict }) => ({
      ...concluded(verdict),
      ...(missing && { missing: itemsOf(missing) }),
    })),
    culprits: written.culprits.map((culprit) => ({
      ...concluded(culprit),
      ties: culprit.ties.map((tie) => concluded(tie)),
    })),
    sources: written.sources.map(({ note_message: message, ...source }) => ({
      ...source,
      ...(message && { note_message: readable(message, source.note ?? '') }),
    })),
    tables: written.tables.map((table) => titled(table)),
    series: written.series.map((one) => titled(one)),
    ...(fanOut && { fan_out: titled(fanOut) }),
    ...(cost && { cost: costOf(cost) }),
    ...(host && { host: hostOf(host) }),
    ...(honeypot && {
      honeypot: {
        ...honeypot,
        statements: itemsOf(honeypot.statements),
        definitions: itemsOf(honeypot.definitions),
      },
    }),
    gaps: itemsOf(written.gaps),
    next: itemsOf(written.next),
    timeline: written.timeline.map(({ what, ...entry }) => ({
      ...entry,
      message: readable(entry.message, what),
    })),
  };
}
