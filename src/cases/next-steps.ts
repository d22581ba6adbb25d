import { isDeepStrictEqual } from 'node:util';
import type { CaseDocument } from '../model/case.ts';
import { INVENTORY_FORMATS } from '../clouds/index.ts';
import { UNKNOWN_INSTANCE } from '../clouds/cloud.ts';
import type { Target } from '../clouds/cloud.ts';
import type { OperatedCloud } from '../clouds/index.ts';
import type { Inventory } from '../clouds/inventory.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import { distinctMessages } from '../model/message.ts';
import type { Message } from '../model/message.ts';
import { deedOf, isAccusing } from '../findings/outsiders.ts';
import { flowLack } from '../findings/claims/messages.ts';
import { flowLogPlace } from './flow-log-place.ts';
import { claimedInstances, cloudOf, regionOf } from './named-ids.ts';
import {
  ASK_USERS,
  COLLECTOR,
  COMPLAIN,
  findFile,
  INSPECT,
  planOutboundBlock,
  SCAN_FILES,
  tryConnection,
  UPDATE_RANGES,
} from './commands.ts';
import type { NextMessage } from './messages.ts';
import { blockSteps } from './steps/block.ts';

function hostOf(culprit: Culprit): string {
  return culprit.instance ?? culprit.interface ?? culprit.address;
}

/** What is the same for all culprits, and told from all of them: asked once, as there may be thousands. */
interface Place {
  cloud: OperatedCloud | undefined;
  region: { region?: string };
  /** The only instance that the notices name, where there is one culprit only. */
  claimed?: string;
}

function placeOf(document: CaseDocument): Place {
  const [claimed, ...others] = claimedInstances(document);
  const alone = claimed !== undefined && others.length === 0 && document.culprits.length === 1;
  return { cloud: cloudOf(document), region: regionOf(document), ...(alone && { claimed }) };
}

/** The culprit's instance; where the flows have none, the only one that the notices name, unless a NAT lies between. */
function instanceOf(culprit: Culprit, { cloud, claimed }: Place): { instance: string; named?: true } {
  const { instance = '' } = culprit;
  if (cloud?.ids.instance.test(instance) === true) return { instance };
  return claimed !== undefined && culprit.via === undefined
    ? { instance: claimed, named: true }
    : { instance: UNKNOWN_INSTANCE };
}

function snapshotStep(cloud: OperatedCloud | undefined, target: Target, named?: true): NextMessage {
  const commands = cloud?.commands;
  if (commands === undefined) return { key: 'nextSnapshotElsewhere', params: { host: target.host } };
  const find = commands.findInstance(target);
  const params = {
    host: target.host,
    snapshot: commands.snapshotOf(target),
    ...(find && { find }),
    ...(named && { named }),
  };
  return { key: 'nextSnapshot', params };
}

/** One host is accused and nothing ties with it: cut it off, without destroying what it can still tell. */
function containment(culprit: Culprit, place: Place): NextMessage[] {
  const host = hostOf(culprit);
  if (culprit.ties.length > 0) {
    return [
      {
        key: 'nextTogether',
        params: { host, others: culprit.ties.map((tie) => tie.instance ?? tie.address) },
      },
    ];
  }
  const { instance, named } = instanceOf(culprit, place);
  const { cloud, region } = place;
  const target = { host, ...region, instance };
  const snapshot = snapshotStep(cloud, target, named);
  const commands = cloud?.commands;
  if (commands === undefined) return [snapshot, { key: 'nextCutOffElsewhere', params: { host } }];
  const plan = commands.planContainment(target);
  const params = { host, stop: commands.stopOf(target), ...(plan && { plan }) };
  return [snapshot, { key: 'nextCutOff', params }];
}

/** A service's client calls one port or two; whoever calls more cannot be stopped by ports. */
const FEW_PORTS = 3;
const TCP = 6;

/**
 * Where the host cannot be cut off whole: the TCP ports at which it calls others are blocked, and one connection that fails by hand
 * is the proof.
 */
function outbound({ address, ties, ...culprit }: Culprit, findings: readonly Finding[]): NextMessage[] {
  if (ties.length > 0 || address === undefined) return [];
  const own = findings.filter(
    ({ direction, numbers }) => direction === 'outbound' && numbers.protocol === TCP,
  );
  const ports = [...new Set(own.flatMap(({ targets }) => targets.ports))].sort((a, b) => a - b);
  const [port] = ports;
  if (port === undefined || ports.length > FEW_PORTS) return [];
  const targets = own.reduce((most, finding) => Math.max(most, finding.targets.hosts), 0);
  const params = { host: hostOf({ address, ties, ...culprit }), ports, targets };
  return [
    {
      key: 'nextStopOutbound',
      params: { ...params, block: planOutboundBlock(port), attempt: tryConnection(port) },
    },
  ];
}

/** Somebody has put a script onto the accused host: he may have left more. */
function infected(culprit: Culprit, findings: readonly Finding[]): NextMessage[] {
  const brought = findings.some(({ type, direction }) => type === 'malware' && direction === 'inbound');
  return brought ? [{ key: 'nextScanFiles', params: { host: hostOf(culprit), scan: SCAN_FILES } }] : [];
}

function containments(document: CaseDocument): NextMessage[] {
  const place = placeOf(document);
  // Of a thousand culprits none looks through the findings of all.
  const findings = new Map<string | undefined, Finding[]>();
  for (const finding of document.findings) {
    const { address } = finding.subject;
    const known = findings.get(address);
    if (known === undefined) findings.set(address, [finding]);
    else known.push(finding);
  }
  return document.culprits.flatMap((culprit) => {
    const own = findings.get(culprit.address) ?? [];
    return [...containment(culprit, place), ...outbound(culprit, own), ...infected(culprit, own)];
  });
}

/** Nobody is found, and the notice names an instance: what it can tell is kept, whatever turns out. */
function precaution(document: CaseDocument): NextMessage[] {
  const open = document.verdicts.some(({ verdict }) => verdict === 'cannot_tell');
  if (document.culprits.length > 0 || !open) return [];
  const region = regionOf(document);
  // Once for all: a notice can name as many instances as it has lines, and the cloud is told from all of them.
  const cloud = cloudOf(document);
  return claimedInstances(document).map((id) => snapshotStep(cloud, { host: id, instance: id, ...region }));
}

/** A notice that may be right, and no list of processes or nothing of what could have been the way in: which program or script sends, and how it came in, the host alone can tell. */
function inside(document: CaseDocument): NextMessage[] {
  const { claims, verdicts, culprits, host } = document;
  const open = verdicts.some(({ verdict, claim: at }) => {
    const claim = claims[at];
    return verdict !== 'ruled_out' && claim?.authenticity.verdict !== 'forged' && claim?.keys === undefined;
  });
  if (!open || (host !== undefined && host.processes.length > 0 && (host.checks ?? []).length > 0)) return [];
  const [culprit, ...others] = culprits;
  const named = culprit !== undefined && others.length === 0 ? hostOf(culprit) : '';
  return [{ key: 'nextInside', params: { host: named, inspect: INSPECT, collector: COLLECTOR } }];
}

/** So many traces of a message are named again. */
const FEW_TRACES = 5;
/** A file's name that means itself in a pattern of `find`, and is no option. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/** The header of the message that is complained of may name the script or the account that sent it. */
function mailLeads({ claims, culprits }: CaseDocument): NextMessage[] {
  const heard = claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  const traces = heard.flatMap(({ mail_traces: own = [] }) => own);
  const said = distinctMessages(traces.map((trace): Message => ({ key: 'mailTrace', params: trace })));
  if (said.length === 0) return [];
  const scripts = traces.flatMap(({ kind, value }) =>
    kind === 'script' ? [value.slice(value.lastIndexOf('/') + 1)] : [],
  );
  const script = scripts.find((name) => PLAIN_NAME.test(name));
  const accounts = traces.flatMap(({ kind, value }) => (kind === 'account' ? [value] : []));
  const [culprit, ...others] = culprits;
  return [
    {
      key: 'nextMailTraces',
      params: {
        host: culprit !== undefined && others.length === 0 ? hostOf(culprit) : '',
        traces: said.slice(0, FEW_TRACES),
        ...(script !== undefined && { find: findFile(script) }),
        accounts: [...new Set(accounts)].slice(0, FEW_NAMES),
      },
    },
  ];
}

function missing(document: CaseDocument): NextMessage[] {
  const known = document.evidence.some((entry) => INVENTORY_FORMATS.has(entry.format));
  const flows = document.evidence.some((entry) => entry.table === 'flows');
  // An inventory of the machines can be read of the clouds that can be worked with.
  return flows && !known && cloudOf(document) !== undefined ? [{ key: 'nextInventory', params: {} }] : [];
}

/** Where the flow records that the verdicts lack can be had, with the commands. */
function flowLogStep(
  document: CaseDocument,
  lacks: Message[],
  inventory: Inventory | undefined,
): NextMessage[] {
  if (lacks.length === 0) return [];
  const cloud = cloudOf(document);
  if (cloud === undefined) return [{ key: 'nextFlowLogsElsewhere', params: { lacks } }];
  const { kept, ...place } = flowLogPlace(document, cloud, inventory);
  if (kept.length > 0) return [{ key: 'nextFlowLogsKept', params: { lacks, kept } }];
  const { commands } = cloud;
  const find = commands.findNetwork(place);
  const params = {
    lacks,
    describe: commands.describeFlowLogs(place),
    create: commands.createFlowLogs(place),
    ...(find && { find }),
    buckets: commands.listStores,
  };
  return [{ key: 'nextFlowLogs', params }];
}

/**
 * What verdicts lack: flow records in one step with its commands, the rest as the verdicts have it. For a forged
 * notice nothing needs to be fetched, and what was done with an access key no flow record shows.
 */
function verdictSteps(document: CaseDocument, inventory: Inventory | undefined): Message[] {
  const { claims, verdicts } = document;
  const heard = verdicts.filter(({ claim: at }) => {
    const claim = claims[at];
    return claim?.authenticity.verdict !== 'forged' && claim?.keys === undefined;
  });
  const absent = distinctMessages(heard.flatMap(({ missing = [] }) => missing));
  const lacks = absent.flatMap(flowLack);
  // What the cloud has lost nobody can get.
  const others = absent.filter((one) => flowLack(one).length === 0 && one.key !== 'lackLost');
  const steps = [...flowLogStep(document, lacks, inventory), ...others];
  return steps.length > 0 ? [...steps, { key: 'nextAgain', params: {} }] : [];
}

function users(document: CaseDocument): NextMessage[] {
  const exposed = document.findings.filter((finding) => finding.type === 'credential_exposure');
  const names = new Set(exposed.flatMap((finding) => finding.subject.user ?? []));
  if (names.size === 0) return [];
  // A service that a user has given the password to looks the same: only the user knows.
  const asked = exposed.some(
    ({ direction, subject }) =>
      direction === 'inbound' && subject.user !== undefined && subject.provider !== undefined,
  );
  return [
    { key: 'nextPasswords', params: { users: [...names] } },
    ...(asked ? [{ key: 'nextAskUsers' as const, params: { ask: ASK_USERS } }] : []),
  ];
}

/** Access keys that notices say somebody else has: they are useless at once, before anything is looked for. */
function keys(document: CaseDocument): Message[] {
  const heard = document.claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  const commands = cloudOf(document)?.commands;
  const steps = heard
    .flatMap((claim) => claim.keys ?? [])
    .map(({ id, user }): NextMessage => {
      const revoke = commands?.revokeKey({ id, ...(user !== undefined && { user }) });
      return revoke === undefined
        ? { key: 'nextKeyElsewhere', params: { id } }
        : { key: 'nextKey', params: { id, ...revoke } };
    });
  return distinctMessages(steps);
}

/**
 * Somebody outside did it, and his provider can be told. Who scans us is nobody's next step where a notice waits for an answer:
 * every public address is scanned all day.
 */
function complain({ findings, claims }: CaseDocument): NextMessage[] {
  const pressing = findings.filter((finding) => claims.length === 0 || deedOf(finding) !== 'scan');
  return pressing.some(isAccusing) ? [{ key: 'nextComplain', params: { complain: COMPLAIN } }] : [];
}

/** A letter's name without its language: sent in one, it need not be sent in another. */
export function withoutLanguage(path: string): string {
  return path.replace(/\.[a-z]{2}\.txt$/, '');
}

/** The letter to send, in English where there is one: the provider's desk reads it. */
function letterStep(document: CaseDocument, kind: string, key: 'nextInterim' | 'nextFinal'): NextMessage[] {
  const sent = new Set(document.sent?.map(({ path }) => withoutLanguage(path)));
  const letters = document.letters.filter(
    (letter) => letter.kind === kind && !sent.has(withoutLanguage(letter.path)),
  );
  const letter = letters.find(({ lang }) => lang === 'en') ?? letters[0];
  return letter === undefined ? [] : [{ key, params: { path: letter.path } }];
}

/**
 * Before the final answer says what prevents it: whether notices reach somebody at once. Of a cloud whose notice names a security
 * contact nothing is to be done.
 */
function securityContact(document: CaseDocument): NextMessage[] {
  const { claims, letters } = document;
  const commands = cloudOf(document)?.commands.securityContact;
  const own = claims.filter(
    ({ source, authenticity }) => source === cloudOf(document)?.name && authenticity.verdict !== 'forged',
  );
  const final = letters.some(({ kind }) => kind === 'reply-final');
  if (commands === undefined || own.length === 0 || !final) return [];
  if (own.some(({ security_contact: contact }) => contact === 'named')) return [];
  const missing = own.some(({ security_contact: contact }) => contact === 'missing');
  return [{ key: 'nextSecurityContact', params: { missing, ...commands } }];
}

/** One for each matter that the records refute. */
function disputes({ letters }: CaseDocument): NextMessage[] {
  const all = letters.filter(({ kind }) => kind === 'dispute');
  const lang = all.some((letter) => letter.lang === 'en') ? 'en' : all[0]?.lang;
  const own = all.filter((letter) => letter.lang === lang);
  return own.map(({ path }) => ({ key: 'nextDispute', params: { path } }));
}

function forged(document: CaseDocument): NextMessage[] {
  const found = document.claims.some(({ authenticity }) => authenticity.verdict === 'forged');
  return found ? [{ key: 'nextForged', params: {} }] : [];
}

/** Of what a notice names so much is named again. */
const FEW_NAMES = 3;

/** Notices that are not proven: letters and commands for what they name are made, and it is said first that they may be anybody's. */
function unproven({ claims }: CaseDocument): NextMessage[] {
  const doubted = claims.filter(({ authenticity }) => authenticity.verdict === 'unproven');
  const reasons = distinctMessages(doubted.map(({ authenticity }) => authenticity.message));
  return reasons.flatMap((why): NextMessage[] => {
    const alike = doubted.filter(({ authenticity }) => isDeepStrictEqual(authenticity.message, why));
    const named = alike.flatMap(({ accounts, instances, interfaces, keys: exposed = [] }) =>
      instances.concat(
        interfaces,
        exposed.map(({ id }) => id),
        accounts,
      ),
    );
    const all = [...new Set(named)];
    const names = all.slice(0, FEW_NAMES);
    return all.length === 0
      ? []
      : [{ key: 'nextProve', params: { names, more: all.length - names.length, why } }];
  });
}

function ranges(document: CaseDocument): NextMessage[] {
  const unknown = document.gaps.some(({ key }) => key === 'gapNoRanges');
  return unknown ? [{ key: 'nextRanges', params: { update: UPDATE_RANGES } }] : [];
}

const BEFORE = new Set([
  'adviceVolatile',
  'adviceKeep',
  'adviceLeaveStarted',
  'adviceLeaveRoot',
  'adviceKill',
  'advicePause',
]);

/** What is done inside the host before it is stopped: it takes with it what runs. */
function beforeStopping({ host }: CaseDocument): Message[] {
  return (host?.next ?? []).filter(({ key }) => BEFORE.has(key));
}

const AFTERWARDS = new Set([
  'adviceFilter',
  'adviceRootLost',
  'adviceRebuild',
  'adviceRotate',
  'adviceCredentials',
]);

/** What is done about the host after that. Where a culprit is cut off, that has its own step. */
function afterwards({ host, culprits }: CaseDocument): Message[] {
  const advice = (host?.next ?? []).filter(({ key }) => AFTERWARDS.has(key));
  return culprits.length === 0 ? advice : advice.filter(({ key }) => key !== 'adviceFilter');
}

/**
 * What to do next, most urgent first, each with its command where there is one.
 * Paths are within the case folder.
 * @param document with its letters
 * @param inventory what commands are filled in from, where there is one
 */
export function nextSteps(document: CaseDocument, inventory?: Inventory): Message[] {
  return [
    ...forged(document),
    ...unproven(document),
    ...keys(document),
    ...letterStep(document, 'reply-interim', 'nextInterim'),
    ...disputes(document),
    ...users(document),
    ...blockSteps(document),
    ...complain(document),
    ...beforeStopping(document),
    ...containments(document),
    ...precaution(document),
    ...afterwards(document),
    ...mailLeads(document),
    ...inside(document),
    ...missing(document),
    ...verdictSteps(document, inventory),
    ...ranges(document),
    ...securityContact(document),
    ...letterStep(document, 'reply-final', 'nextFinal'),
  ];
}
