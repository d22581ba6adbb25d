import type { SocketFact } from '../facts.ts';
import {
  FORGING_PROTOCOLS,
  INSTALLED,
  KERNEL_NAME,
  PACKET_PROGRAMS,
  SEALED,
  TEMPORARY_PATH,
} from '../indicators/usual.ts';
import { whoIs } from './host.ts';
import type { HostProcess, Sign } from './host.ts';

/** Raw sockets by which a process sends packets whose headers it makes up. */
function rawSockets(process: HostProcess): Sign[] {
  const byProtocol = new Map<number, SocketFact[]>();
  for (const socket of process.sockets) {
    if (socket.kind !== 'raw' || socket.protocol === undefined || !FORGING_PROTOCOLS.has(socket.protocol))
      continue;
    byProtocol.set(socket.protocol, [...(byProtocol.get(socket.protocol) ?? []), socket]);
  }
  const others = process.sockets.some(({ kind }) => kind === 'tcp' || kind === 'udp');
  return Array.from(byProtocol, ([protocol, sockets]) => {
    const queued = sockets.reduce((sum, { send_queue }) => sum + (send_queue ?? 0), 0);
    return {
      detector: 'raw-socket',
      type: 'ddos',
      certainty: 'likely',
      severity: 'high',
      subject: { pid: process.pid, ...named(process) },
      numbers: { protocol, sockets: sockets.length, bytes_queued: queued },
      message: {
        key: 'rawSocket',
        params: { ...whoIs(process), sockets: sockets.length, protocol, others, queued },
      },
      origins: sockets.map(({ origin }) => origin),
    };
  });
}

function named(process: HostProcess): { process?: string } {
  const { process: name } = whoIs(process);
  return name === undefined ? {} : { process: name };
}

/** Packet sockets of a program whose work they are not, or that only bears such a program's name. */
function packetSockets(process: HostProcess): Sign[] {
  const sockets = process.sockets.filter(({ kind }) => kind === 'packet');
  if (sockets.length === 0) return [];
  const path = process.executable?.path;
  const usual = process.names.some((name) => PACKET_PROGRAMS.has(name.split('/').at(-1) ?? name));
  if (usual && (path === undefined || INSTALLED.test(path))) return [];
  return [
    {
      detector: 'packet-socket',
      type: 'infected_host',
      certainty: 'cannot_tell',
      severity: 'medium',
      subject: { pid: process.pid, ...named(process) },
      numbers: { sockets: sockets.length },
      message: { key: 'packetSocket', params: { ...whoIs(process), sockets: sockets.length } },
      origins: sockets.map(({ origin }) => origin),
    },
  ];
}

/** What the process runs: nothing on disk, or something in a temporary folder. */
function program(process: HostProcess): Sign[] {
  const { executable, title } = process;
  const started = executable === undefined ? /^(\/\S+)/.exec(title ?? '')?.[1] : undefined;
  const path = executable?.path ?? started;
  if (path === undefined) return [];
  const common = {
    type: 'infected_host' as const,
    subject: { pid: process.pid, ...named(process), path },
    origins: process.origins.slice(0, 4),
  };
  const params = { ...whoIs(process), path };
  if (executable?.memfd === true) {
    return SEALED.test(path)
      ? []
      : [
          {
            ...common,
            detector: 'memory-program',
            certainty: 'likely',
            severity: 'high',
            message: { key: 'memoryProgram', params },
          },
        ];
  }
  const signs: Sign[] = [];
  if (TEMPORARY_PATH.test(path)) {
    signs.push({
      ...common,
      detector: 'temporary-program',
      certainty: 'likely',
      severity: 'high',
      message: { key: 'temporaryProgram', params },
    });
  }
  // Installed programs are replaced and removed by updates while they run.
  if (executable?.deleted === true && !INSTALLED.test(path)) {
    signs.push({
      ...common,
      detector: 'deleted-program',
      certainty: 'likely',
      severity: 'high',
      message: { key: 'deletedProgram', params },
    });
  }
  return signs;
}

/**
 * All in square brackets, or beginning with a name that the kernel's threads have. Programs put a status in brackets
 * before other words (`[celeryd: …] -active-`), which is no mask.
 */
const BRACKETS = /^\[[^\]]{1,64}\]$/;
/** BusyBox puts the kernel's name of a process before a command line that begins with another one: `{sleep} [kworker/0:2] 60`. */
const KERNELS_OWN = /^\{[^{}]{1,15}\} /;

/** A name in square brackets, as ps shows threads of the kernel, of a process that runs a program, so is no such thread. */
function maskedName(process: HostProcess): Sign[] {
  const title = (process.title ?? '').replace(KERNELS_OWN, '');
  if (!BRACKETS.test(title) && !KERNEL_NAME.test(title)) return [];
  const path = process.executable?.path;
  const runs = process.kernel === false || (process.kernel === undefined && path !== undefined);
  if (!runs || process.state?.startsWith('Z') === true) return [];
  return [
    {
      detector: 'masked-name',
      type: 'infected_host',
      certainty: 'confirmed',
      severity: 'high',
      subject: { pid: process.pid, ...named(process) },
      message: {
        key: 'maskedName',
        params: { ...whoIs(process), title, ...(path !== undefined && { path }) },
      },
      origins: process.origins.slice(0, 4),
    },
  ];
}

/** It is there, and a list of processes shows nothing of it, or another process in its place. */
function hidden({ pid, hidden: isHidden, covered, origins }: HostProcess): Sign[] {
  const common = {
    type: 'infected_host',
    certainty: 'confirmed',
    severity: 'high',
    subject: { pid },
    origins: origins.slice(0, 4),
  } as const;
  return [
    ...(isHidden === true
      ? [
          {
            ...common,
            detector: 'hidden-process',
            message: { key: 'hiddenProcess', params: { pid } },
          } as const,
        ]
      : []),
    ...(covered === true
      ? [
          {
            ...common,
            detector: 'covered-process',
            message: { key: 'coveredProcess', params: { pid } },
          } as const,
        ]
      : []),
  ];
}

export function processSigns(process: HostProcess): Sign[] {
  return [rawSockets, packetSockets, program, maskedName, hidden].flatMap((rule) => rule(process));
}
