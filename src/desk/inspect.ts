import { resolve } from 'node:path';
import type { Clock, Environment, Files, Processes, Programs, Terminal } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import { NotRegular, readStart } from '../base/regular-file.ts';
import { hostDocument } from '../hosts/document.ts';
import type { HostDocument } from '../hosts/document.ts';
import { collectedHost } from './collected.ts';
import { claimedFlows } from './examination/claimed-traffic.ts';
import { dayOf, pastedHost } from './pasted-host.ts';
import { inspectDisk, inspectLive } from '../hosts/live/inspect.ts';
import type { Scanning } from '../hosts/live/inspect.ts';
import { looksIn, watchProcesses } from '../hosts/live/watch.ts';
import { takeWatched } from '../hosts/watch/take.ts';
import { takeLogins } from '../hosts/live/logins.ts';
import { PROC_FILES } from '../hosts/live/proc-files.ts';
import { areLogins, readLogins } from '../hosts/logins/read.ts';
import { readPaste } from '../hosts/pastes/read.ts';
import type { Paste } from '../hosts/pastes/paste.ts';
import { clamav, yara } from '../hosts/scanners/scanner.ts';
import type { Scanner } from '../hosts/scanners/scanner.ts';
import type { Claim } from '../model/claim.ts';
import type { Traffic } from '../hosts/traffic/traffic.ts';

/** Outputs beyond are no paste. */
const MAX_PASTE_BYTES = 64 * 2 ** 20;

export interface InspectOptions {
  /** Files with pasted output; `-` is standard input. */
  pastes: readonly string[];
  /** Where a disk is mounted. */
  root?: string;
  /** Archives or folders of what a collector brought: UAC's output, a tar of a web root. */
  collected?: readonly string[];
  /** Addresses that a notice names as the other side. */
  remotes?: readonly string[];
  /** Of a case: the flows that its notices name. */
  claims?: readonly Claim[];
  /** When the pastes were taken, ISO 8601 UTC; `date` beside an output counts more. */
  taken?: string;
  /** So many seconds this host is watched first, for programs that come back. */
  watch?: number;
  /** File with rules, by which YARA looks at the host's files. */
  yara?: string;
  /** ClamAV looks at them; `database`: by these signatures instead of the installed ones. */
  clamav?: { database?: string };
}

type Ports = Files & Terminal & Environment & Processes & Programs & Clock;

/** @throws UserError where rules or signatures are given and not there */
async function scanningOf({ yara: rules, clamav: by }: InspectOptions, effects: Ports): Promise<Scanning> {
  const scanners: Scanner[] = [];
  const placed = async (path: string): Promise<string> => {
    const at = resolve(effects.cwd(), path);
    const there = await effects.fs.stat(at).catch(() => undefined);
    if (there !== undefined) return at;
    throw new UserError('there is no such file', {
      file: path,
      hint: 'Give a file with rules (--yara) or signatures (--clamav-database).',
    });
  };
  if (rules !== undefined) scanners.push(yara(await placed(rules)));
  if (by !== undefined)
    scanners.push(clamav(by.database === undefined ? undefined : await placed(by.database)));
  return { scanners, effects };
}

async function bytesOf(path: string, effects: Files & Terminal): Promise<Buffer> {
  if (path === '-') {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of effects.stdin) {
      size += chunk.length;
      if (size > MAX_PASTE_BYTES) throw new UserError('the paste on standard input is larger than 64 MiB');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
  try {
    const file = resolve(effects.cwd(), path);
    const { bytes, size } = await readStart(file, MAX_PASTE_BYTES, effects);
    if (size > MAX_PASTE_BYTES) throw new UserError('the paste is larger than 64 MiB', { file: path });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (cause) {
    if (cause instanceof UserError && !(cause instanceof NotRegular)) throw cause;
    throw new UserError(
      `the paste cannot be read: ${cause instanceof NotRegular ? cause.message : (errorCode(cause) ?? 'read failed')}`,
      {
        file: path,
        hint: 'Give a text file with the output of one or more commands, or - for standard input.',
        cause,
      },
    );
  }
}

/**
 * Inspects this computer, a mounted disk, or what commands printed; changes nothing.
 * @param signal ends watching early
 * @throws UserError where the paste or the folder cannot be read, or this computer is no Linux
 */
export async function inspectHost(
  options: InspectOptions,
  effects: Ports,
  signal: AbortSignal = new AbortController().signal,
): Promise<HostDocument> {
  const { pastes, root, collected = [], remotes = [], claims = [], taken, watch } = options;
  const asked = remotes.map((remote): Traffic => ({ remote, ports: [], now: true }));
  const traffic = [...asked, ...claimedFlows(claims).filter(({ remote }) => !remotes.includes(remote))];
  const today = dayOf(effects);
  if (pastes.length > 0) {
    const read: { path: string; paste: Paste }[] = [];
    for (const path of pastes) {
      const bytes = await bytesOf(path, effects);
      const logins = areLogins(bytes, path, true) ? readLogins(bytes, path) : undefined;
      read.push({ path, paste: logins ?? readPaste(bytes.toString('utf8'), path) });
    }
    return hostDocument(pastedHost(read, today, taken), traffic);
  }
  if (collected.length > 0) return hostDocument(await collectedHost(collected, effects), traffic);
  if (root !== undefined) {
    const disk = resolve(effects.cwd(), root);
    const folder = await effects.fs.stat(disk).catch(() => undefined);
    if (folder?.isDirectory() !== true) {
      throw new UserError('there is no such folder', {
        file: root,
        hint: 'Mount the disk or snapshot read-only and give where it is mounted: --root /mnt/disk',
      });
    }
    const inspection = await inspectDisk(effects.fs, disk, await scanningOf(options, effects));
    await takeLogins(effects.fs, disk, inspection);
    const listed = { connections: false, raw: false, packet: false };
    return hostDocument({ source: 'disk', hosts: [], evidence: [], ...inspection, listed, today }, traffic);
  }
  if (effects.platform !== 'linux') {
    throw new UserError(`live inspection reads Linux, and this computer runs ${effects.platform}`, {
      hint: 'Give what commands print with --paste FILE, or a mounted disk with --root DIR.',
    });
  }
  const watched =
    watch === undefined ? undefined : await watchProcesses(PROC_FILES, '/proc', looksIn(watch), signal);
  const inspection = await inspectLive(
    PROC_FILES,
    (pid) => effects.process.alive(pid),
    '/proc',
    await scanningOf(options, effects),
  );
  await takeLogins(PROC_FILES, '/', inspection);
  if (watch !== undefined && watched !== undefined) takeWatched(watched, watch, inspection);
  const now = effects
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  for (const socket of inspection.facts.sockets) socket.taken = now;
  const listed = { connections: true, raw: true, packet: true };
  return hostDocument(
    { source: 'live', hosts: [effects.process.host], evidence: [], ...inspection, listed, today },
    traffic,
  );
}
