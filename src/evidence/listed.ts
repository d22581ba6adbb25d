import type { CaseDocument } from '../model/case.ts';
import type { Evidence, UnlistedEvidence } from '../model/evidence.ts';
import { unreadOf } from '../model/unread.ts';
import type { UnreadEvidence } from '../model/unread.ts';

/** The case lists so many files of its evidence; the manifest lists all. */
const MAX_LISTED = 2000;
const MAX_PROGRAMS = 50;
export const MANIFEST = 'manifest.json';

type ListedEvidence = Pick<CaseDocument, 'evidence' | 'evidence_unlisted'>;

/** What is listed first: what the case cites, what is no log, what could not be read, what something is said of. */
function rank(
  { path, table, format, rejected, notes, changed, sha256 }: Evidence,
  cited: ReadonlySet<string>,
): number {
  if (cited.has(path)) return 0;
  if (format === 'unknown' || format === 'unreadable') return 2;
  if (table === undefined) return 1;
  const remarkable = rejected > 0 || notes.length > 0 || changed !== undefined || sha256 === undefined;
  return remarkable ? 3 : 4;
}

/** The first file of each format, of those in which something was read before those in which nothing was. */
function firstOfEach(evidence: readonly Evidence[]): Set<Evidence> {
  const first = new Map<string, Evidence>();
  for (const one of evidence) {
    const known = first.get(one.format);
    if (known === undefined || (known.parsed === 0 && one.parsed > 0)) first.set(one.format, one);
  }
  return new Set(first.values());
}

function unlistedOf(rest: readonly Evidence[]): UnlistedEvidence {
  const sums: Omit<UnlistedEvidence, 'programs' | 'tables'> = {
    manifest: MANIFEST,
    files: 0,
    bytes: 0,
    read: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    unknown: 0,
  };
  const tables: UnlistedEvidence['tables'] = {};
  for (const { bytes, read, parsed, rejected, skipped, ...one } of rest) {
    sums.files += 1;
    sums.bytes += bytes;
    sums.unknown += Number(one.format === 'unknown' && bytes > 0);
    const table =
      one.table === undefined || one.duplicateOf !== undefined
        ? undefined
        : (tables[one.table] ??= { files: 0, hashed: 0, read: 0, parsed: 0, rejected: 0, skipped: 0 });
    if (table !== undefined) {
      table.files += 1;
      table.hashed += Number(one.sha256 !== undefined);
    }
    for (const sum of table === undefined ? [sums] : [sums, table]) {
      sum.read += read;
      sum.parsed += parsed;
      sum.rejected += rejected;
      sum.skipped += skipped;
    }
  }
  return { ...sums, programs: unreadOf(rest).programs.slice(0, MAX_PROGRAMS), tables };
}

/**
 * The evidence as the case lists it. Of very many files those that matter are listed, in the order of the manifest; of the others
 * there are the sums, so that each count of the case is still that of all.
 * @param cited paths that findings and verdicts name
 */
export function listedEvidence(evidence: readonly Evidence[], cited: ReadonlySet<string>): ListedEvidence {
  const entryOf = ({ id: _id, ...entry }: Evidence): ListedEvidence['evidence'][number] => entry;
  if (evidence.length <= MAX_LISTED) return { evidence: evidence.map(entryOf) };
  const first = firstOfEach(evidence);
  const byRank = evidence
    .map((one) => ({ one, rank: first.has(one) ? -1 : rank(one, cited) }))
    .sort((a, b) => a.rank - b.rank);
  const listed = new Set(byRank.slice(0, MAX_LISTED).map(({ one }) => one));
  return {
    evidence: [...listed].sort((a, b) => a.id - b.id).map(entryOf),
    evidence_unlisted: unlistedOf(evidence.filter((one) => !listed.has(one))),
  };
}

export interface EvidenceCounts {
  files: number;
  bytes: number;
  read: number;
  parsed: number;
  rejected: number;
  skipped: number;
}

/** How much evidence there is, of all files, listed or not. */
export function evidenceCounts({ evidence, evidence_unlisted: unlisted }: ListedEvidence): EvidenceCounts {
  const sum = (key: Exclude<keyof EvidenceCounts, 'files'>): number =>
    evidence.reduce((total, entry) => total + entry[key], unlisted?.[key] ?? 0);
  return {
    files: evidence.length + (unlisted?.files ?? 0),
    bytes: sum('bytes'),
    read: sum('read'),
    parsed: sum('parsed'),
    rejected: sum('rejected'),
    skipped: sum('skipped'),
  };
}

/** What was not read of the evidence, listed or not. @returns `more`: files that are not named, too */
export function unreadEvidence({
  evidence,
  evidence_unlisted: unlisted,
}: ListedEvidence): UnreadEvidence & { more: number } {
  const { files, programs } = unreadOf(evidence);
  if (unlisted === undefined) return { files, programs, more: 0 };
  const lines = new Map<string, number>();
  for (const { name, lines: count } of [...programs, ...unlisted.programs])
    lines.set(name, (lines.get(name) ?? 0) + count);
  const all = [...lines].map(([name, count]) => ({ name, lines: count })).sort((a, b) => b.lines - a.lines);
  return { files, programs: all, more: unlisted.unknown };
}
