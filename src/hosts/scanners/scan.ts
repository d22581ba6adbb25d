import { join } from 'node:path';
import type { Environment, Files, Programs } from '../../base/ports.ts';
import { inTemporaryFolder } from '../../base/temporary.ts';
import type { MalwareFact } from '../facts.ts';
import type { Scanner, ScanTarget } from './scanner.ts';
import type { ScannerMessage } from './sentences.ts';

/** ClamAV's whole database takes half a minute to load on a small machine, and twenty thousand files some minutes. */
const SCAN_SECONDS = 900;
const MAX_OUTPUT_BYTES = 16 * 2 ** 20;
/** Of a complaint so many characters are quoted. */
const MAX_SAID = 300;

/** What scanners recognised, what they looked at, and what they could not. */
export interface Scanned {
  malware: MalwareFact[];
  looked: ScannerMessage[];
  gaps: ScannerMessage[];
}

/**
 * Runs a scanner over files. What it prints is believed only of the files that it was given.
 * @param list file that names them, one a line
 */
async function scanWith(
  scanner: Scanner,
  targets: readonly ScanTarget[],
  list: string,
  effects: Programs,
): Promise<Scanned> {
  const { name } = scanner;
  const most = { seconds: SCAN_SECONDS, bytes: MAX_OUTPUT_BYTES };
  const { outcome, code, stdout, stderr } = await effects.ask(scanner.argv(list), most);
  const gaps: ScannerMessage[] = [];
  if (outcome === 'missing') {
    return { malware: [], looked: [], gaps: [{ key: 'scannerMissing', params: { scanner: name } }] };
  }
  const given = new Map(targets.map((target) => [target.at, target]));
  const malware: MalwareFact[] = [];
  const hit = new Set<string>();
  let skipped = 0;
  let unread = 0;
  for (const line of stdout.split('\n')) {
    const { path = '', signature = '' } = scanner.match(line) ?? {};
    const target = given.get(path);
    if (target !== undefined) {
      hit.add(path);
      const { path: own, pid } = target;
      const origin = { evidence: own, line: 0, by: name };
      malware.push({ path: own, signature, scanner: name, ...(pid !== undefined && { pid }), origin });
    } else if (scanner.skipped(line)) skipped += 1;
    else if (line !== '' && scanner.repeats?.(line) !== true) unread += 1;
  }
  let said: string | undefined;
  for (const line of stderr.split('\n')) {
    if (scanner.skipped(line)) skipped += 1;
    else if (line.trim() !== '' && scanner.repeats?.(line) !== true) said ??= line;
  }
  // Both end with another number too where files could not be looked at; what ends them they say.
  const failed =
    code === undefined || (code !== 0 && hit.size === 0 && (said !== undefined || skipped === 0));
  if (outcome === 'stopped')
    gaps.push({ key: 'scannerStopped', params: { scanner: name, seconds: SCAN_SECONDS } });
  else if (failed) {
    const text = (said ?? `exit code ${code ?? '?'}`).slice(0, MAX_SAID);
    gaps.push({ key: 'scannerFailed', params: { scanner: name, said: text } });
  }
  if (skipped > 0) gaps.push({ key: 'scannerSkipped', params: { scanner: name, files: skipped } });
  if (unread > 0) gaps.push({ key: 'scannerUnread', params: { scanner: name, lines: unread } });
  const looked: ScannerMessage[] =
    outcome === 'stopped' || failed
      ? []
      : [
          {
            key: 'scanLooked',
            params: { scanner: name, files: targets.length - skipped, matches: hit.size },
          },
        ];
  return { malware, looked, gaps };
}

/** Can a list of one path a line hold it, without a program taking it for another one? */
export function isListable(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are what a name must not hold
  return !/[\u0000-\u001f\u007f\ufffd]|^\s|\s$/.test(path);
}

/** Runs the scanners one after another; each that is not there or fails is said, and the others go on. */
export async function scan(
  scanners: readonly Scanner[],
  targets: readonly ScanTarget[],
  effects: Environment & Files & Programs,
): Promise<Scanned> {
  const all: Scanned = { malware: [], looked: [], gaps: [] };
  await inTemporaryFolder('scan', effects, async (folder) => {
    const list = join(folder, 'files.txt');
    await effects.fs.writeFile(list, targets.map(({ at }) => `${at}\n`).join(''));
    for (const scanner of scanners) {
      const { malware, looked, gaps } = await scanWith(scanner, targets, list, effects);
      all.malware.push(...malware);
      all.looked.push(...looked);
      all.gaps.push(...gaps);
    }
  });
  return all;
}
