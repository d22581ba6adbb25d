import type { CaseDocument } from '../model/case.ts';
import { openCase } from '../cases/store.ts';
import type { CaseFolder } from '../cases/store.ts';
import { concluded } from '../cases/conclusion.ts';
import type { OpenCase } from '../cases/conclusion.ts';
import { timelineOf } from '../cases/timeline.ts';
import type { Clock, Effects, Environment, Files, Processes } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { openLake } from '../events/engines/duckdb/lake.ts';
import { ingest } from '../events/ingest/ingest.ts';
import type { IngestProgress } from '../events/ingest/ingest.ts';
import { affordable } from '../findings/affordable.ts';
import { REQUEST_CLASSIFIER } from '../findings/web-classes/classify.ts';
import { findLocalNetworks } from '../findings/network/local-networks.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { Evidence } from '../model/evidence.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import type { Instant } from '../model/instant.ts';
import { distinctMessages } from '../model/message.ts';
import { writtenEvidence } from '../cases/evidence.ts';
import { manifestPieces } from '../evidence/manifest.ts';
import { survey } from '../evidence/survey.ts';
import { thresholdsFrom } from '../findings/thresholds.ts';
import { attribute } from '../attribution/attribute.ts';
import { caseAttribution } from '../attribution/case-part.ts';
import { gatherRanges } from '../attribution/gather.ts';
import { ATTACHMENTS } from './attachment-formats.ts';
import { readAttachments } from './attachments.ts';
import type { Attachments } from './attachments.ts';
import { generalServices } from '../attribution/select.ts';
import { blocklistOf, CASE_PLAN, casePlan } from './block/case-plan.ts';
import type { CasePlan } from '../model/block.ts';
import { clockGaps, clocksOf, shiftGaps } from '../cases/clocks.ts';
import type { FileDates } from '../cases/clocks.ts';
import { listedEvidence, MANIFEST } from '../evidence/listed.ts';
import { boundedGaps, coverageGaps, evidenceGaps, overlapGaps, rangeGaps } from '../cases/gaps.ts';
import { clocksApart } from './examination/clocks.ts';
import { knownPrices } from './prices/known-prices.ts';
import { hostPart } from './examination/host-part.ts';
import { readInventories } from './inventories.ts';
import { putLettersAndReport, readersOf } from './outgoing.ts';
import { readUac } from './uac.ts';
import { balancersOf, proxyNotes } from './examination/proxies.ts';
import { quote } from './examination/quotes.ts';
import { readOptionsOf, unusedRules } from '../settings/rules.ts';
import { notedReceived, takeReceived } from './received.ts';
import { withStdin } from './stdin.ts';
import { tagGaps } from './examination/tags.ts';
import type { Phase } from './phase.ts';
import type { Settings } from '../settings/settings.ts';
import { examine, lastEvents } from './examine.ts';
import type { ExaminedLake } from './examine.ts';

export interface InvestigationOptions {
  /** Files and folders with evidence. */
  paths: readonly string[];
  /** The case folder to open or make. */
  folder: string;
  settings: Settings;
  /** When the notice arrived, as the user says. */
  received?: Instant;
  /** What is being done now, for a person who waits. */
  onPhase?: (phase: Phase) => void;
  onProgress?: (progress: IngestProgress) => void;
  /** Another engine over the lake, once it is whole, for the questions of the investigation. Left out: the lake's own. */
  engineOver?: (lake: string, id: string) => Promise<Engine>;
  signal?: AbortSignal;
}

export interface InvestigatedCase {
  document: CaseDocument;
  folder: string;
  /** Names under which edited files of an earlier run were kept. */
  kept: string[];
  /** A time of arrival was given, and every notice states its own. */
  unusedReceived?: true;
}

/**
 * A folder in, a case out. Opens (or reopens) the case folder, reads all evidence into a new lake, looks for
 * findings, holds the claims against them, and publishes the case; the evidence is never changed.
 * An abort leaves the folder as it was.
 * @throws UserError when a path is wrong, nothing is there to read, or the case folder cannot be used
 */
export async function investigate(
  options: InvestigationOptions,
  effects: Effects,
): Promise<InvestigatedCase> {
  const isNew = !(await exists(options.folder, effects));
  const folder = await openCase(options.folder, effects);
  let done = false;
  try {
    const investigated = await run(folder, options, effects);
    done = true;
    return investigated;
  } finally {
    try {
      await folder.close();
    } finally {
      // A case that never came about leaves nothing behind.
      if (isNew && !done) await effects.fs.rm(folder.dir, { recursive: true, force: true });
    }
  }
}

/** A journal's record is small: of very many paths it has the first, and how many more there were. */
const MAX_NOTED_PATHS = 100;

function notedPaths(paths: readonly string[]): { paths: string[]; more_paths?: number } {
  const noted = paths.slice(0, MAX_NOTED_PATHS);
  return { paths: noted, ...(paths.length > noted.length && { more_paths: paths.length - noted.length }) };
}

/** What was given, for a command that reads it again; of very many paths that there are some. */
function asGiven(paths: readonly string[]): readonly string[] {
  return paths.length > MAX_NOTED_PATHS ? ['PATHS'] : paths;
}

async function exists(path: string, effects: Files): Promise<boolean> {
  return effects.fs.stat(path).then(
    () => true,
    () => false,
  );
}

async function run(
  folder: CaseFolder,
  options: InvestigationOptions,
  effects: Effects,
): Promise<InvestigatedCase> {
  const phase = options.onPhase ?? (() => {});
  phase('survey');
  const scratch = `${folder.scratch}/unpacked`;
  await effects.fs.mkdir(scratch, { recursive: true });
  const { found, unread } = await survey(
    await withStdin(options.paths, folder.scratch, options.signal, effects),
    scratch,
    {
      read: readOptionsOf(options.settings),
      attachments: ATTACHMENTS,
      maxRatio: options.settings.unpack_ratio,
    },
    effects,
  );
  if (found.length + unread.length === 0) {
    throw new UserError('there is no file in what was given', {
      file: options.paths.join(', '),
      hint: 'Name the folder that holds the notice and the logs.',
    });
  }
  const received = options.received ?? notedReceived(folder.journal.records);
  await folder.journal.append('investigating', {
    ...notedPaths(options.paths),
    ...(received !== undefined && { received }),
    files: found.length,
    report: { ...readersOf(options.settings, effects) },
  });
  phase('read');
  const lake = await folder.newLake();
  const uac = await readUac(found);
  const inventories = await readInventories(found);
  const balancers = balancersOf([...inventories.values()].flatMap(({ parsed }) => parsed?.inventory ?? []));
  const read = await readAll(found, lake, balancers, options, effects);
  const byId = new Map(read.map((entry) => [entry.id, entry]));
  const attachments = await readAttachments(
    found,
    byId,
    inventories,
    uac,
    options.settings.trusted_sealers,
    effects,
  );
  const unusedReceived = received !== undefined && !takeReceived(attachments, received);
  options.signal?.throwIfAborted();
  attachments.gaps.push(...unusedRules(options.settings, found));
  const evidence = [...read, ...unread].sort((a, b) => a.id - b.id);
  const { traffic, reached, ...examined } = await examineLake(
    lake,
    folder.id,
    attachments,
    evidence,
    found,
    balancers,
    options,
    phase,
    effects,
  );
  const host = await hostPart(attachments, traffic, reached, (cloud) => knownPrices(cloud, effects), effects);
  await quote(
    found,
    [...examined.findings, ...examined.verdicts, ...(host?.findings ?? [])].flatMap(({ lines }) => lines),
  );
  options.signal?.throwIfAborted();
  phase('write');
  const investigated = await publish(
    folder,
    attachments,
    evidence,
    host === undefined ? examined : { ...examined, host },
    options.settings,
    effects,
  );
  // Of a time that an earlier run was given nothing is said.
  return unusedReceived && options.received !== undefined
    ? { ...investigated, unusedReceived: true }
    : investigated;
}

async function readAll(
  found: readonly EvidenceFile[],
  lake: string,
  balancers: readonly string[],
  options: InvestigationOptions,
  effects: Files & Processes,
): Promise<Evidence[]> {
  const { settings, onProgress, signal } = options;
  return ingest(
    found,
    lake,
    {
      trustedProxies: [...settings.trusted_proxies, ...balancers],
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    },
    effects,
  );
}

/** What each file's own dates are: of its last event, and of its last change where that is a clock's and not an archive's. */
async function datesOf(found: readonly EvidenceFile[], engine: Engine): Promise<Map<number, FileDates>> {
  const last = await lastEvents(engine);
  return new Map(
    found.map(({ id, path, read }): [number, FileDates] => {
      const [end, written] = [last.get(id), path.includes('!/') ? undefined : read?.modified];
      return [id, { ...(end !== undefined && { last: end }), ...(written !== undefined && { written }) }];
    }),
  );
}

async function examineLake(
  folder: string,
  id: string,
  attachments: Attachments,
  evidence: readonly Evidence[],
  found: readonly EvidenceFile[],
  balancers: readonly string[],
  options: InvestigationOptions,
  phase: (name: Phase) => void,
  effects: Effects,
): Promise<Omit<ExaminedLake, 'replayed'> & Pick<CaseDocument, 'attribution'> & { plan?: CasePlan }> {
  const { settings } = options;
  const lake = await openLake(folder, { threads: effects.cpus, memory: settings.memory });
  try {
    const { engine } = lake;
    phase('addresses');
    const localNetworks = await findLocalNetworks(engine, settings.ours, attachments.inventory);
    await lake.deriveAddresses(localNetworks.prefixes, effects);
    const gathered = await gatherRanges(attachments.ranges, effects);
    const attribution = await attribute(lake, gathered.ranges, effects);
    const unclassified: string[] = [];
    await affordable('web-attack', unclassified, async () => {
      await lake.deriveRequestClasses(REQUEST_CLASSIFIER);
      return [];
    });
    attachments.gaps.push(...rangeGaps(gathered, attribution), ...(await proxyNotes(balancers, engine)));
    attachments.gaps.push(...overlapGaps(await lake.overlaps(), evidence));
    attachments.gaps.push(...(await tagGaps(evidence, engine)));
    attachments.gaps.push(...clockGaps(await datesOf(found, engine), evidence, effects.now()));
    const { clocks, pairs } = await clocksApart(engine, clocksOf(evidence));
    attachments.gaps.push(...shiftGaps(clocks, pairs));
    const thresholds = thresholdsFrom(settings.thresholds);
    const { replayed, ...examined } = await examine({
      engine: (await options.engineOver?.(folder, id)) ?? engine,
      attachments,
      evidence,
      localNetworks,
      generalServices: generalServices(gathered.histories),
      coverage: gathered.ranges.coverage,
      pricesOf: (cloud) => knownPrices(cloud, effects),
      thresholds,
      monitoring: settings.monitoring,
      classified: unclassified.length === 0,
      again: ['abusedesk', 'investigate', ...asGiven(options.paths), '--case', 'CASE'],
      phase,
    });
    examined.gaps.push(...coverageGaps(examined.sources));
    if (unclassified.length > 0)
      examined.gaps.push({ key: 'gapMemory', params: { rules: unclassified, pictures: 0, replay: false } });
    const attributed = await caseAttribution(engine, gathered, replayed?.addresses);
    const plan = replayed && casePlan(replayed, gathered.histories);
    return { ...examined, ...(attributed && { attribution: attributed }), ...(plan && { plan }) };
  } finally {
    await lake.close();
  }
}

/** Paths of the files whose lines the case names. */
function citedIn({
  findings,
  verdicts,
  host,
}: Pick<CaseDocument, 'findings' | 'verdicts' | 'host'>): Set<string> {
  const proven = [...findings, ...verdicts, ...(host?.findings ?? [])];
  return new Set(proven.flatMap(({ lines }) => lines.map(({ evidence }) => evidence)));
}

async function publish(
  folder: CaseFolder,
  attachments: Attachments,
  evidence: readonly Evidence[],
  examined: Omit<ExaminedLake, 'replayed' | 'traffic' | 'reached'> &
    Pick<CaseDocument, 'host' | 'attribution'> & { plan?: CasePlan },
  settings: Settings,
  effects: Clock & Environment,
): Promise<InvestigatedCase> {
  const { claims } = attachments;
  const { gaps, logsEnd, reach, plan, ...rest } = examined;
  if (plan !== undefined) folder.put(CASE_PLAN, `${JSON.stringify(plan)}\n`);
  const open: OpenCase = {
    schema: 'abusedesk.case/1',
    id: folder.id,
    opened: folder.opened,
    claims,
    ...listedEvidence(evidence, citedIn(examined)),
    ...rest,
    ...(plan && { blocklist: blocklistOf(plan) }),
    letters: [],
    gaps: boundedGaps(distinctMessages([...evidenceGaps(evidence), ...attachments.gaps, ...gaps])),
    next: [],
    timeline: timelineOf(folder.opened, claims, examined.findings, logsEnd),
  };
  const draft = concluded(open, reach);
  folder.put(
    MANIFEST,
    manifestPieces(evidence, (one) => ({ id: one.id, ...writtenEvidence(one) })),
  );
  const document = putLettersAndReport(folder, draft, settings, attachments.inventory, effects);
  const { document: written, kept } = await folder.publish(document);
  return { document: written, folder: folder.dir, kept };
}
