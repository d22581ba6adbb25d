import { certaintyOf } from '../../model/certainty.ts';
import type { Claim } from '../../model/claim.ts';
import { isMasked } from '../../net/masked.ts';
import { findAccused } from './accused.ts';
import type { Accused } from './accused.ts';
import { windowOf } from './claim-window.ts';
import { compare, findSeen, seenShare } from './compare.ts';
import type { SeenFlows } from './compare.ts';
import { coverageOf } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { findCounted, verdictByCount } from './counted.ts';
import { lacksPacketTargets } from './culprit.ts';
import { isAnyOf } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import type { Finding, Verdict } from '../../model/finding.ts';
import { RECORDER } from '../network/sightings.ts';
import { findLines } from '../sql/lines.ts';
import { claimedRecords, findSuspects } from './suspects.ts';
import type { Suspect } from './suspects.ts';
import { absenceOf } from './absence.ts';
import type { ClaimMessage } from './messages.ts';
import type { Span } from '../../language/figures.ts';

/** Less of the claimed amount than this is not the claimed traffic. LocalNetworks. */
const FAR_LESS = 0.05;

/** What is missing of the flow records: the sentence then says how to get it. */
const FLOW_LACKS = new Set<ClaimMessage['key']>([
  'lackInterfaces',
  'lackHost',
  'lackWindow',
  'lackIntervals',
]);

/** What one claim is held against. */
interface Hearing {
  claim: Claim;
  index: number;
  accused: Accused;
  suspects: Suspect[];
  coverage: Coverage;
  context: DetectorContext;
}

/** Empty where the claim names nothing. */
function nameOf(accused: Accused, claim: Claim, context: DetectorContext): string {
  if (accused.account !== undefined) return accused.account;
  if (accused.hosts.length > 0) return accused.hosts.map((host) => context.hosts.label(host)).join(', ');
  if (accused.via !== undefined)
    return accused.public ?? accused.via.gateway ?? accused.via.addresses.join(', ');
  return [...claim.instances, ...claim.addresses].join(', ');
}

/** Which flow logs the claim asks for, where there are none at all. */
function withoutFlows(claim: Claim, context: DetectorContext): ClaimMessage {
  const who = nameOf(findAccused(claim, context), claim, context);
  const from = claim.window?.from ?? claim.window?.to;
  const when = from === undefined ? null : { from, to: claim.window?.to ?? from };
  const what: ClaimMessage = { key: 'lackFlowLogs', params: { who, when } };
  return { key: 'lackHow', params: { what } };
}

/** Interfaces at which the accused is read. */
function interfacesOf(accused: Accused, context: DetectorContext): string[] {
  if (accused.via !== undefined) {
    const hosts = context.observationPoints.addresses.filter(
      (address) => context.observationPoints.of(address)?.leg === 'own',
    );
    // Hosts that are read at their own interfaces show what passed the gateway as well.
    return hosts.length > 0
      ? hosts.flatMap((host) => context.observationPoints.of(host)?.interfaces ?? [])
      : accused.via.interfaces;
  }
  return accused.hosts.flatMap((host) => context.observationPoints.of(host)?.interfaces ?? []);
}

async function linesOf({ claim, suspects, context }: Hearing): Promise<Verdict['lines']> {
  const [best] = suspects;
  if (best === undefined) return [];
  const [finding] = best.findings;
  if (best.basis === 'findings') return finding?.lines ?? [];
  const { dialect } = context.engine;
  const conditions = claimedRecords(claim, context) ?? [];
  const host = `coalesce(pkt_src, src) = ${dialect.text(best.address)}`;
  return findLines(context, [...conditions, host, context.observationPoints.condition(best.address)]);
}

/** Traffic that fits a mask may be somebody else's, where no amount is claimed that could agree. */
function isByMask({ addresses, flows }: Claim, share: number | undefined): boolean {
  return share === undefined && [...addresses, ...flows.map(({ remote }) => remote ?? '')].some(isMasked);
}

/** The claimed flows are in the log. */
async function confirmedByFlows(hearing: Hearing, seen: SeenFlows): Promise<Verdict> {
  const { claim, index, suspects, context } = hearing;
  const compared = compare(claim, seen);
  const share = seenShare(claim, seen);
  const [best] = suspects;
  const [finding] = best?.findings ?? [];
  const host = context.hosts.label(best?.address ?? '');
  const found = finding === undefined ? {} : { found: finding.message };
  return {
    claim: index,
    verdict: isByMask(claim, share) ? 'likely' : 'confirmed',
    message:
      best?.packets === 0 && best.records !== undefined
        ? {
            key: 'connectedClaimed',
            params: { host, records: best.records, targets: seen.targets, ...found },
          }
        : {
            key: 'sentClaimed',
            params: {
              host,
              packets: best?.packets ?? 0,
              targets: seen.targets,
              ...(share !== undefined && share < 0.5 ? { share } : {}),
              ...found,
            },
          },
    ...(compared.length > 0 ? { compared } : {}),
    sql: seen.sql,
    lines: await linesOf(hearing),
  };
}

function foundThen({ message }: Finding): ClaimMessage {
  return { key: 'foundThen', params: { found: message } };
}

async function confirmedByFindings(hearing: Hearing): Promise<Verdict> {
  const [best] = hearing.suspects;
  const finding = best?.findings[0];
  if (finding === undefined) throw new Error('A suspect by findings has none.');
  return {
    claim: hearing.index,
    verdict: 'confirmed',
    message: foundThen(finding),
    sql: finding.sql,
    lines: await linesOf(hearing),
  };
}

function cannotTell(
  hearing: Hearing,
  message: ClaimMessage,
  missing: readonly ClaimMessage[],
  sql?: string,
): Verdict {
  return {
    claim: hearing.index,
    verdict: 'cannot_tell',
    message,
    missing: missing.map((what) => (FLOW_LACKS.has(what.key) ? { key: 'lackHow', params: { what } } : what)),
    ...(sql === undefined ? {} : { sql }),
    lines: [],
  };
}

/**
 * What the accused sent at the claimed time instead: the records that show that the log was there and saw him. Without a time,
 * or where nobody of ours is named, there are none.
 */
async function linesInstead({ claim, accused, context }: Hearing): Promise<Verdict['lines']> {
  const window = windowOf(claim);
  const { dialect } = context.engine;
  const quoted = (texts: readonly string[]): string[] => texts.map((text) => dialect.text(text));
  const named = accused.hosts.length > 0;
  const who = named
    ? isAnyOf('coalesce(pkt_src, src)', quoted(accused.hosts))
    : isAnyOf(RECORDER, quoted([...new Set(interfacesOf(accused, context))]));
  if (window === undefined || who === 'false') return [];
  return findLines(context, [
    who,
    context.localNetworks.condition('src'),
    ...(named
      ? [`(${accused.hosts.map((host) => context.observationPoints.condition(host)).join(' OR ')})`]
      : []),
    `coalesce(ts_end, ts_start) >= ${dialect.timestamp(window.from)}`,
    `ts_start <= ${dialect.timestamp(window.to)}`,
  ]);
}

/** The log covers the claim wholly, and the traffic is not there. */
function ruledOut({ index }: Hearing, message: ClaimMessage, extra: Partial<Verdict>): Verdict {
  return { claim: index, verdict: 'ruled_out', message, lines: [], ...extra };
}

async function notFound(hearing: Hearing): Promise<Verdict> {
  const { claim, accused, coverage, context } = hearing;
  const window = windowOf(claim);
  const who = nameOf(accused, claim, context);
  const when: Span | null = window === undefined ? null : { from: window.from, to: window.to };
  // An accused that is only assumed cannot be cleared.
  if (!coverage.complete || certaintyOf(accused.certainty) !== 'confirmed') {
    const unknown: ClaimMessage[] = [{ key: 'lackResource', params: { who } }];
    const missing = coverage.missing.length > 0 ? coverage.missing : unknown;
    return cannotTell(hearing, { key: 'notCovered', params: { who, when } }, missing);
  }
  const conditions = claimedRecords(claim, context);
  if (conditions !== undefined) {
    const sql = `SELECT count(*) AS records FROM flows WHERE ${conditions.join('\n  AND ')}`;
    const lines = await linesInstead(hearing);
    return ruledOut(hearing, { key: 'noRecordTowards', params: { who, when } }, { sql, lines });
  }
  const absence = await absenceOf(claim, accused.hosts, context);
  if (absence === undefined || !absence.holds) {
    const why: ClaimMessage = absence?.why ?? { key: 'noShape', params: { type: claim.type } };
    return cannotTell(
      hearing,
      { key: 'noTargetNamed', params: { why } },
      [{ key: 'lackTargets', params: {} }],
      absence?.sql,
    );
  }
  const lines = await linesInstead(hearing);
  const message: ClaimMessage = { key: 'nothingOfTheKind', params: { who, when, why: absence.why } };
  return ruledOut(hearing, message, { sql: absence.sql, lines });
}

async function judge(hearing: Hearing): Promise<Verdict> {
  const { claim, suspects, coverage, context } = hearing;
  if (suspects.length === 0) return notFound(hearing);
  if (suspects[0]?.basis === 'findings') return confirmedByFindings(hearing);
  const hosts = suspects.map((suspect) => suspect.address);
  const seen = await findSeen(claim, hosts, context);
  if (seen === undefined) return notFound(hearing);
  const share = seenShare(claim, seen);
  if (share === undefined || share >= FAR_LESS) return confirmedByFlows(hearing, seen);
  const compared = compare(claim, seen);
  const why: ClaimMessage = { key: 'onlyShare', params: { share } };
  if (coverage.complete) {
    return ruledOut(hearing, why, { compared, sql: seen.sql, lines: await linesOf(hearing) });
  }
  return { ...cannotTell(hearing, why, coverage.missing, seen.sql), compared, lines: await linesOf(hearing) };
}

async function hear(
  claim: Claim,
  index: number,
  findings: readonly Finding[],
  context: DetectorContext,
): Promise<Verdict> {
  const accused = findAccused(claim, context);
  const suspects = await findSuspects(claim, accused, findings, context);
  const who = nameOf(accused, claim, context);
  const coverage = await coverageOf(
    windowOf(claim),
    [...new Set(interfacesOf(accused, context))],
    who,
    context,
  );
  return judge({ claim, index, accused, suspects, coverage, context });
}

/**
 * Holds each claim against the flows. Confirmed: the claimed traffic is there. Contradicted: the log covers the
 * accused and the time without a gap (AWS lost no records), and the traffic is not there or under 5 % of what is
 * claimed. No data otherwise, with what is missing and how to get it. Amounts agree when the claim is at most 1.1
 * times what the window widened by -600 and +660 s holds and at least half of what lies within the stated time.
 */
export async function reconcile(
  claims: readonly Claim[],
  findings: readonly Finding[],
  context: DetectorContext,
): Promise<Verdict[]> {
  const hasFlows = (await context.engine.tables()).has('flows');
  const blind = hasFlows && (await lacksPacketTargets(context));
  const verdicts: Verdict[] = [];
  for (const [index, claim] of claims.entries()) {
    if (hasFlows && !blind) {
      verdicts.push(await hear(claim, index, findings, context));
      continue;
    }
    const counted = await findCounted(claim, findAccused(claim, context), blind, context);
    const byCount = await verdictByCount(index, claim, counted, context);
    if (byCount !== undefined) {
      verdicts.push(byCount);
      continue;
    }
    const message: ClaimMessage = { key: hasFlows ? 'gatewayAlone' : 'noFlows', params: {} };
    const lack: ClaimMessage = hasFlows
      ? { key: 'lackPacketTargets', params: {} }
      : withoutFlows(claim, context);
    const missing = [lack];
    verdicts.push({ claim: index, verdict: 'cannot_tell', message, missing, lines: [] });
  }
  return verdicts;
}
