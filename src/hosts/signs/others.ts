import type { AttemptFact, Facts, LoginFact } from '../facts.ts';
import { AGREEING, INDICATORS } from '../indicators/families.ts';
import { ODD_COMMAND, ONE_SIDED, TEMPORARY_PATH, TOOLS } from '../indicators/usual.ts';
import { isMisplaced } from '../scripts/places.ts';
import { isGrave } from '../scripts/read.ts';
import { signMessage } from '../scripts/sentences.ts';
import { GRAVE_SIGNS } from '../scripts/signs.ts';
import { printedMoment } from '../text/moment.ts';
import type { PrintedMoment } from '../text/moment.ts';
import type { Sign } from './host.ts';
import { moduleSigns } from './modules.ts';

/** Sockets that nobody holds. The kernel's own (NFS, WireGuard) are neither raw nor packet sockets. */
function orphans({ sockets }: Facts): Sign[] {
  return (['raw', 'packet'] as const).flatMap((kind) => {
    const without = sockets.filter(
      (socket) =>
        socket.kind === kind &&
        socket.owners.length === 0 &&
        socket.origin.by === 'proc' &&
        (socket.inode ?? 0) > 0,
    );
    if (without.length === 0) return [];
    return [
      {
        detector: `orphan-${kind}-socket`,
        type: 'infected_host' as const,
        certainty: 'cannot_tell' as const,
        severity: 'medium' as const,
        subject: {},
        numbers: { sockets: without.length },
        message: { key: 'orphanSocket' as const, params: { kind, sockets: without.length } },
        origins: without.map(({ origin }) => origin),
      },
    ];
  });
}

function counters({ interfaces }: Facts): Sign[] {
  return interfaces.flatMap((one): Sign[] => {
    const { tx_bytes: sent, rx_bytes: received, tx_packets, rx_packets, origin } = one;
    if (sent === undefined || received === undefined || tx_packets === undefined || rx_packets === undefined)
      return [];
    if (tx_packets < ONE_SIDED.packets || tx_packets < rx_packets * ONE_SIDED.ratio) return [];
    return [
      {
        detector: 'one-sided-counter',
        type: 'ddos',
        certainty: 'likely',
        severity: 'high',
        subject: { interface: one.interface },
        numbers: {
          bytes_sent: sent,
          bytes_received: received,
          packets_sent: tx_packets,
          packets_received: rx_packets,
        },
        message: {
          key: 'oneSided',
          params: {
            interface: one.interface,
            sent,
            received,
            sent_packets: tx_packets,
            received_packets: rx_packets,
          },
        },
        origins: [origin],
      },
    ];
  });
}

/** Programs that lie in temporary folders, as file(1) or their first bytes tell. */
function temporaryFiles({ files, processes }: Facts): Sign[] {
  const running = new Set(processes.map(({ executable }) => executable?.path));
  return files.flatMap((file): Sign[] => {
    const folder = file.path.startsWith('/') ? undefined : file.folder;
    const inTemporary =
      TEMPORARY_PATH.test(file.path) || folder === 'tmp' || folder === '/tmp' || folder === '/var/tmp';
    const kind = file.kind ?? '';
    const brought = kind.includes('statically linked');
    if (!inTemporary || !/^(?:\S+ )?ELF .*\bexecutable\b/.test(kind) || running.has(file.path)) return [];
    return [
      {
        detector: 'temporary-file',
        type: 'infected_host',
        // Builds leave programs in temporary folders; one that needs no library of the host was brought along.
        certainty: brought ? 'likely' : 'cannot_tell',
        severity: brought ? 'high' : 'low',
        subject: { path: file.path },
        message: {
          key: 'temporaryFile',
          params: { path: file.path, kind, ...(folder !== undefined && { folder }) },
        },
        origins: [file.origin],
      },
    ];
  });
}

function starts({ persistence }: Facts): Sign[] {
  return persistence.flatMap((one): Sign[] => {
    const common = { type: 'infected_host' as const, subject: { path: one.name }, origins: [one.origin] };
    if (one.kind === 'preload') {
      const message = { key: 'preload' as const, params: { name: one.name, library: one.command ?? '' } };
      return [{ ...common, detector: 'preload', certainty: 'likely', severity: 'high', message }];
    }
    const command = one.command ?? '';
    if (one.kind === 'PAM' && command !== '') {
      // Some sites run a program of their own at logins.
      const message = { key: 'oddStart' as const, params: { kind: one.kind, name: one.name, command } };
      return [{ ...common, detector: 'odd-pam', certainty: 'cannot_tell', severity: 'medium', message }];
    }
    if (one.kind === 'authorized key' || !ODD_COMMAND.test(command)) return [];
    const message = { key: 'oddStart' as const, params: { kind: one.kind, name: one.name, command } };
    return [{ ...common, detector: 'odd-start', certainty: 'likely', severity: 'high', message }];
  });
}

function families(facts: Facts): Sign[] {
  const traces = [
    ...facts.files.map(({ path, origin }) => ({ trace: path, origin })),
    ...facts.persistence.flatMap(({ name, command, origin }) =>
      [name, /^\S+/.exec(command ?? '')?.[0] ?? ''].map((trace) => ({ trace, origin })),
    ),
    ...facts.processes.flatMap(({ executable, origin }) =>
      executable === undefined ? [] : [{ trace: executable.path, origin }],
    ),
  ];
  const found = new Map<string, Map<string, (typeof traces)[number]>>();
  for (const { family, pattern } of INDICATORS) {
    const hit = traces.find(({ trace }) => pattern.test(trace));
    if (hit === undefined) continue;
    const hits = found.get(family) ?? new Map<string, (typeof traces)[number]>();
    found.set(family, hits.set(hit.trace, hit));
  }
  return Array.from(found).flatMap(([family, hits]): Sign[] => {
    if (hits.size < AGREEING) return [];
    return [
      {
        detector: 'family',
        type: 'malware',
        certainty: 'likely',
        severity: 'high',
        subject: { path: family },
        numbers: { signs: hits.size },
        message: { key: 'family', params: { family, signs: [...hits.keys()] } },
        origins: Array.from(hits.values(), ({ origin }) => origin),
      },
    ];
  });
}

function scanners({ malware }: Facts): Sign[] {
  return malware.map(({ path, signature, scanner, pid, origin }) => ({
    detector: 'scanner',
    type: 'malware',
    certainty: 'likely',
    severity: 'high',
    subject: { ...(pid !== undefined && { pid }), path },
    message: { key: 'scanner', params: { path, signature, scanner } },
    origins: [origin],
  }));
}

function tools({ packages }: Facts): Sign[] {
  return packages.flatMap(({ path, what, origin }): Sign[] => {
    const isTool = /^\/(?:usr\/)?s?bin\//.test(path) && TOOLS.has(path.split('/').at(-1) ?? '');
    if (!isTool || what !== 'content') return [];
    const message = { key: 'toolChanged' as const, params: { path } };
    return [
      {
        detector: 'tool-changed',
        type: 'malware',
        certainty: 'likely',
        severity: 'high',
        subject: { path },
        message,
        origins: [origin],
      },
    ];
  });
}

/** So many refused logins of one address are no slips of a person. */
const GUESSES = 10;
/** Of one address so many logins are looked at, the newest first, as listings have them. */
const MOST_LOGINS = 50;

/** Half a year: of two times without a year the one so much later belongs to the year before. */
const HALF_YEAR_MS = 183 * 86_400_000;

/** Was the login refused before the other one succeeded? Where one of the times cannot be read, it may have been. */
function isBefore(first: PrintedMoment | undefined, then: PrintedMoment | undefined): boolean {
  if (first === undefined || then === undefined || first.zone !== then.zone) return true;
  const apart = then.local - first.local;
  if (first.year && then.year) return apart >= 0;
  if (first.year !== then.year) return true;
  // The listings give minutes.
  return Math.abs(apart) > HALF_YEAR_MS ? apart < 0 : apart >= 0;
}

/** Logins that succeeded from an address that was refused many times before: the password was guessed. */
function guessed({ logins }: Facts): Sign[] {
  const byHost = new Map<string, Facts['logins']>();
  for (const one of logins) {
    // A host that fills its column may be cut, and another one.
    if (one.from === undefined || one.from_cut === true) continue;
    const known = byHost.get(one.from);
    if (known === undefined) byHost.set(one.from, [one]);
    else known.push(one);
  }
  return Array.from(byHost).flatMap(([from, list]): Sign[] => {
    const failures = list
      .filter(({ failed }) => failed)
      .map((one) => ({ one, moment: printedMoment(one.at) }));
    if (failures.length < GUESSES) return [];
    for (const success of list.filter(({ failed }) => !failed).slice(0, MOST_LOGINS)) {
      const then = printedMoment(success.at);
      const before = failures.filter(({ moment }) => isBefore(moment, then)).map(({ one }) => one);
      if (before.length >= GUESSES) return [guess(from, success, before)];
    }
    return [];
  });
}

function guess(from: string, success: LoginFact, before: readonly LoginFact[]): Sign {
  return {
    detector: 'guessed-login',
    type: 'login_attack',
    certainty: 'likely',
    severity: 'high',
    subject: { path: from },
    numbers: { attempts: before.length },
    message: { key: 'guessedLogin', params: { user: success.user, from, refused: before.length } },
    origins: [success.origin, ...before.map(({ origin }) => origin)],
  };
}

/** Attempts of which none came through, by port. */
function attempts(facts: Facts): Sign[] {
  const byPort = new Map<number | undefined, AttemptFact[]>();
  for (const one of facts.attempts) byPort.set(one.port, [...(byPort.get(one.port) ?? []), one]);
  return Array.from(byPort).flatMap(([port, list]): Sign[] => {
    // A refusal is an answer of the other side: it says nothing of a cut.
    const cut = list.every(
      ({ outcome }) => outcome === 'timed out' || outcome === 'unreachable' || outcome === 'failed',
    );
    if (!cut) return [];
    const outcomes = [...new Set(list.map(({ outcome }) => outcome))];
    return [
      {
        detector: 'attempts-failed',
        type: 'other',
        certainty: 'likely',
        severity: 'low',
        subject: {},
        numbers: { attempts: list.length, ...(port !== undefined && { port }) },
        message: {
          key: 'attemptsFailed',
          params: { attempts: list.length, outcomes, ...(port !== undefined && { port }) },
        },
        origins: list.map(({ origin }) => origin),
      },
    ];
  });
}

/** Scripts that web servers run: by what their text gives away, and by where they lie. */
function scripts({ files }: Facts): Sign[] {
  return files.flatMap((file): Sign[] => {
    const { path, size, signs = [], origin } = file;
    const telling = signs.filter(({ sign }) => GRAVE_SIGNS.has(sign) || sign === 'mails in a loop');
    const common = { type: 'malware' as const, subject: { path }, origins: [origin] };
    if (telling.length > 0) {
      const grave = isGrave(telling);
      const said = telling.map(({ sign, line }) => signMessage(sign, line));
      return [
        {
          ...common,
          detector: 'web-shell',
          certainty: grave ? 'likely' : 'cannot_tell',
          severity: grave ? 'high' : 'medium',
          message: { key: 'scriptShell', params: { path, signs: said } },
          origins:
            origin.by === 'file' ? telling.map(({ line }) => Object.assign({}, origin, { line })) : [origin],
        },
      ];
    }
    if (!isMisplaced(path, size)) return [];
    const message = { key: 'scriptInUploads' as const, params: { path } };
    return [
      { ...common, detector: 'misplaced-script', certainty: 'cannot_tell', severity: 'medium', message },
    ];
  });
}

export function otherSigns(facts: Facts): Sign[] {
  return [
    orphans,
    counters,
    temporaryFiles,
    starts,
    families,
    scanners,
    tools,
    guessed,
    attempts,
    scripts,
    moduleSigns,
  ].flatMap((rule) => rule(facts));
}
