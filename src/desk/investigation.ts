import type { CaseDocument } from '../model/case.ts';
import { openCase } from '../cases/store.ts';
import type { CaseFolder } from '../cases/store.ts';
import { concluded } from '../cases/conclusion.ts';
import type { OpenCase } from '../cases/conclusion.ts';
import { timelineOf } from '../cases/timeline.ts';
import type { Clock, Effects, Environment, Files } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import type { IngestProgress } from '../events/ingest/ingest.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { Evidence } from '../model/evidence.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import type { Instant } from '../model/instant.ts';
import { distinctMessages } from '../model/message.ts';
import { writtenEvidence } from '../cases/evidence.ts';
import { manifestPieces } from '../evidence/manifest.ts';
import { survey } from '../evidence/survey.ts';
import { ATTACHMENTS } from './attachment-formats.ts';
import { readAttachments } from './attachments.ts';
import type { Attachments } from './attachments.ts';
import { blocklistOf, CASE_PLAN } from './block/case-plan.ts';
import type { CasePlan } from '../model/block.ts';
import { clockGaps } from '../cases/clocks.ts';
import type { FileDates } from '../cases/clocks.ts';
import { listedEvidence, MANIFEST } from '../evidence/listed.ts';
import { boundedGaps, evidenceGaps } from '../cases/gaps.ts';
import { knownPrices } from './prices/known-prices.ts';
import { hostPart } from './examination/host-part.ts';
import { readInventories } from './inventories.ts';
import { putLettersAndReport, readersOf } from './outgoing.ts';
import { readUac } from './uac.ts';
import { balancersOf } from './examination/proxies.ts';
import { quote } from './examination/quotes.ts';
import { readOptionsOf, unusedRules } from '../settings/rules.ts';
import { notedReceived, takeReceived } from './received.ts';
import { withStdin } from './stdin.ts';
import type { Phase } from './phase.ts';
import type { Settings } from '../settings/settings.ts';
import type { StandingLake } from '../cases/publishing.ts';
import type { LakeAnswers, LakeQuestion } from './examination/ask-lake.ts';
import { keepAnswers, linesOf, takeAnswers } from './unchanged/answers.ts';
import { answersKey, readingKey } from './unchanged/keys.ts';
import { programDigest } from './unchanged/program.ts';
import { keepReading, takeReading } from './unchanged/reading.ts';
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
  /** Reads and asks everything, whatever the case holds already. */
  anew?: boolean;
  /** The digest of the program, if it is not to be taken of its files; for tests. */
  program?: string;
  signal?: AbortSignal;
}

export interface InvestigatedCase {
  document: CaseDocument;
  folder: string;
  /** Names under which edited files of an earlier run were kept. */
  kept: string[];
  /** A time of arrival was given, and every notice states its own. */
  unusedReceived?: true;
  /** All files are as they were in the run before, which is where the rows come from; and what they answer, if nothing else has changed. */
  unchanged?: { files: number; answers: boolean };
  /** The rows that the case held were not as they were written, so that the evidence was read anew. */
  lakeChanged?: true;
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
  const rows = await readRows(folder, found, lake, balancers, options, effects);
  const byId = new Map(rows.evidence.map((entry) => [entry.id, entry]));
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
  const evidence = [...rows.evidence, ...unread].sort((a, b) => a.id - b.id);
  const answered = await askRows(
    folder,
    rows,
    found,
    lake,
    { attachments, evidence, balancers, settings: options.settings, given: asGiven(options.paths), phase },
    options,
    effects,
  );
  const { notes, shifts, ends, examined: answers } = answered.answers;
  const { traffic, reached, ...examined } = answers;
  attachments.gaps.push(
    ...notes,
    ...clockGaps(datesOf(found, new Map(ends)), evidence, effects.now()),
    ...shifts,
  );
  const host = await hostPart(attachments, traffic, reached, (cloud) => knownPrices(cloud, effects), effects);
  await quote(
    found,
    (host?.findings ?? []).flatMap(({ lines }) => lines),
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
  return {
    ...investigated,
    // Of a time that an earlier run was given nothing is said.
    ...(unusedReceived && options.received !== undefined && { unusedReceived: true }),
    ...(rows.taken !== undefined && {
      unchanged: { files: found.length, answers: answered.taken },
    }),
    ...((rows.changed || answered.changed) && { lakeChanged: true }),
  };
}

/** The rows of a new lake: read, or taken over from the lake of the run before. */
interface Rows {
  evidence: Evidence[];
  key: string;
  /** Where they were taken from; absent: they were read. */
  taken?: StandingLake;
  /** The lake of the run before was not as it was written. */
  changed: boolean;
}

/** Reads what has changed since the run before: all of the evidence, or nothing. */
async function readRows(
  folder: CaseFolder,
  found: readonly EvidenceFile[],
  lake: string,
  balancers: readonly string[],
  options: InvestigationOptions,
  effects: Effects,
): Promise<Rows> {
  const { settings, onProgress, signal } = options;
  const proxies = [...settings.trusted_proxies, ...balancers];
  const program = options.program ?? (await programDigest(effects));
  const key = readingKey(found, program, proxies, settings);
  const standing = options.anew === true ? undefined : await folder.standingLake();
  const totalBytes = found.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytes = 0;
  const onFile = (file: EvidenceFile): void =>
    onProgress?.({ path: file.path, bytes: (bytes += file.bytes), totalBytes, rows: 0 });
  const taken =
    typeof standing === 'object'
      ? await takeReading(standing, key, found, lake, onFile, signal, effects)
      : standing;
  if (typeof taken === 'object' && typeof standing === 'object')
    return { evidence: taken.evidence, key, taken: standing, changed: false };
  const { ingest } = await import('../events/ingest/ingest.ts');
  const evidence = await ingest(
    found,
    lake,
    { trustedProxies: proxies, ...(onProgress && { onProgress }), ...(signal && { signal }) },
    effects,
  );
  await keepReading(lake, key, evidence, effects);
  return { evidence, key, changed: taken === 'changed' };
}

/** What the rows answer: asked anew, or taken over where they and all else that it depends on are those of the run before. */
async function askRows(
  folder: CaseFolder,
  rows: Rows,
  found: readonly EvidenceFile[],
  lake: string,
  question: Omit<LakeQuestion, 'engineOver'>,
  { engineOver, settings }: InvestigationOptions,
  effects: Effects,
): Promise<{ answers: LakeAnswers; taken: boolean; changed: boolean }> {
  const { given, evidence, attachments } = question;
  // What another engine says is asked of it each time.
  const key = engineOver
    ? undefined
    : await answersKey(rows.key, given, evidence, attachments, settings, effects);
  const taken =
    rows.taken && key !== undefined && (await takeAnswers(rows.taken, key, lake, evidence, effects));
  if (typeof taken === 'object') {
    await folder.journal.append('taken', { files: found.length, answers: true });
    return { answers: taken, taken: true, changed: false };
  }
  if (rows.taken) await folder.journal.append('taken', { files: found.length, answers: false });
  const { askLake } = await import('./examination/ask-lake.ts');
  const answers = await askLake(
    lake,
    { ...question, ...(engineOver && { engineOver: () => engineOver(lake, folder.id) }) },
    effects,
  );
  await quote(found, linesOf(answers));
  if (key !== undefined) await keepAnswers(lake, key, answers, found, effects);
  return { answers, taken: false, changed: taken === 'changed' };
}

/** What each file's own dates are: of its last event, and of its last change where that is a clock's and not an archive's. */
function datesOf(found: readonly EvidenceFile[], last: ReadonlyMap<number, string>): Map<number, FileDates> {
  return new Map(
    found.map(({ id, path, read }): [number, FileDates] => {
      const [end, written] = [last.get(id), path.includes('!/') ? undefined : read?.modified];
      return [id, { ...(end !== undefined && { last: end }), ...(written !== undefined && { written }) }];
    }),
  );
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
