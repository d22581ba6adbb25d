import type { SignAt } from './scripts/read.ts';
import type { WatchMessage } from './watch/sentences.ts';

/** Where a fact was read: so that a number can be looked up, and nobody is accused by hearsay. */
export interface Origin {
  /** Path in the manifest, a file under /proc, or `-` for standard input. */
  evidence: string;
  /** Counted from 1; 0 where the source has no lines. */
  line: number;
  /** The parser that read it, or `proc`. */
  by: string;
}

interface Fact {
  origin: Origin;
}

/** One end of a socket. `*` and the unspecified address are left out. */
export interface Endpoint {
  /** Canonical text. Absent: any address, or it was cut. */
  address?: string;
  port?: number;
  /** The address was printed cut at the column's width, and may be a valid other one. */
  cut?: string;
  /** Where the port was written as a service name, and may be a chance hit of the services file. */
  service?: string;
}

/** Who holds a socket. `name` is argv[0] in netstat, comm in ss and lsof: one process has two names. */
export interface Owner {
  pid: number;
  name?: string;
}

export type SocketKind = 'tcp' | 'udp' | 'raw' | 'packet' | 'ping' | 'other';

export interface SocketFact extends Fact {
  kind: SocketKind;
  family?: 4 | 6;
  local?: Endpoint;
  remote?: Endpoint;
  /** Of a raw socket the IP protocol, of a packet socket the ethertype. */
  protocol?: number;
  /** As printed, in capitals: `ESTABLISHED`, `ESTAB`, `LISTEN`, `7`. */
  state?: string;
  /** Bytes waiting. */
  receive_queue?: number;
  send_queue?: number;
  owners: Owner[];
  uid?: number;
  inode?: number;
  /** Inode number of the network namespace, where several were looked at. */
  namespace?: number;
  interface?: string;
  /** When the list was taken, ISO 8601 UTC; absent: not known. */
  taken?: string;
}

/** The program that a process runs, as the kernel shows it. */
export interface Executable {
  path: string;
  /** No file lies at the path any more. */
  deleted?: boolean;
  /** Another file lies at the path now. */
  replaced?: boolean;
  /** It never was a file: memfd_create(2). */
  memfd?: boolean;
  /** Of the running image, not of what lies at the path. */
  sha256?: string;
  size?: number;
}

export interface ProcessFact extends Fact {
  pid: number;
  parent?: number;
  user?: string;
  /** The kernel's name (comm), at most 15 bytes. */
  name?: string;
  /** The command line as the process shows it; the process can write anything there. */
  title?: string;
  executable?: Executable;
  /** As printed; ISO 8601 UTC when read from the kernel. */
  started?: string;
  /** Seconds since it started, where the list has them. */
  elapsed?: number;
  /** When it started, ISO 8601 UTC, as far as the outputs tell the day and the zone. */
  began?: string;
  state?: string;
  /** Percent of one processor. */
  cpu?: number;
  /** Percent of the memory. */
  memory?: number;
  folder?: string;
  /** A thread of the kernel: it has no memory of its own. Absent: not known. */
  kernel?: boolean;
  /** It is in the kernel's table, and a walk over /proc does not list it. */
  hidden?: boolean;
  /** Something is mounted over its folder in /proc. */
  covered?: boolean;
}

/** A network interface and what has passed it since it came up. */
export interface InterfaceFact extends Fact {
  interface: string;
  addresses: string[];
  tx_bytes?: number;
  rx_bytes?: number;
  tx_packets?: number;
  rx_packets?: number;
  tx_dropped?: number;
  rx_dropped?: number;
  /** The kernel sees every packet on the wire, as a sniffer wants it. */
  promiscuous?: boolean;
  namespace?: number;
}

export interface FileFact extends Fact {
  path: string;
  /** Where a relative path starts, as far as a prompt shows it: `tmp`. */
  folder?: string;
  /** In the words of file(1). */
  kind?: string;
  size?: number;
  /** `-rwxr-xr-x` */
  mode?: string;
  owner?: string;
  /** As printed. */
  modified?: string;
  changed?: string;
  /** When it was made, where the file system and the program tell it. */
  born?: string;
  /** Of a symbolic link. */
  target?: string;
  sha256?: string;
  /** Of a script whose text was read, or some lines of it: what gives it away. */
  signs?: SignAt[];
}

export interface LoginFact extends Fact {
  user: string;
  terminal?: string;
  from?: string;
  /** The host has the column's whole width and may have been cut. */
  from_cut?: boolean;
  /** As printed. */
  at?: string;
  failed: boolean;
  /** Still logged in. */
  open?: boolean;
}

type PersistenceKind =
  | 'cron'
  | 'systemd unit'
  | 'systemd timer'
  | 'init script'
  | 'preload'
  | 'profile'
  | 'authorized key'
  | 'PAM'
  | 'at job'
  | 'kernel module'
  | 'scheduled task';

/** What starts something again: at boot, at login, by the clock. */
export interface PersistenceFact extends Fact {
  kind: PersistenceKind;
  /** The file, unit or task. */
  name: string;
  user?: string;
  /** `*\/3 * * * *`, `@reboot`, as printed. */
  when?: string;
  command?: string;
  state?: string;
  modified?: string;
}

/** A file that differs from what its package brought. */
export interface PackageFact extends Fact {
  path: string;
  what: 'missing' | 'content' | 'attributes';
  /** Configuration: people change it. */
  configuration: boolean;
}

/** A connection that somebody tried by hand: proof that a port is cut, or that it is not. */
export interface AttemptFact extends Fact {
  program: string;
  /** As written: an address, a name, or partly masked. */
  remote: string;
  port?: number;
  outcome: 'connected' | 'refused' | 'timed out' | 'unreachable' | 'failed';
}

export interface MalwareFact extends Fact {
  path: string;
  signature: string;
  scanner: string;
  /** The process that runs it. */
  pid?: number;
}

/** One rule of a packet filter that decides. */
export interface FilterFact extends Fact {
  chain: string;
  verdict: string;
  /** The rule as printed. */
  text: string;
}

/** A connection that passed this host, as the kernel tracks it. */
export interface TrackedFact extends Fact {
  protocol: number;
  from: string;
  to: string;
  from_port?: number;
  to_port?: number;
  state?: string;
  bytes?: number;
  packets?: number;
  unreplied: boolean;
}

export interface ContainerFact extends Fact {
  id: string;
  image?: string;
  name?: string;
  command?: string;
  status?: string;
  ports?: string;
}

/** A configuration file, or what a program says of its own settings. */
export interface ConfigurationFact extends Fact {
  /** Absolute, or a command: `sshd -T`. */
  path: string;
  /** Its lines as they are; `at` is where they stand in the evidence, as `origin.line` is of the first. */
  lines: { text: string; at: number }[];
  /** When the file was changed, ISO 8601 UTC. */
  modified?: string;
}

/** A program's version as it says it, or as its package has it. */
export interface VersionFact extends Fact {
  /** `Apache Tomcat`, `PHP`, `OpenSSH`, `Debian`. */
  product: string;
  version: string;
  /** The distribution packaged it, and may mend it longer than its makers do. */
  packaged?: boolean;
}

/** What the host's clock said, between other outputs. */
export interface ClockFact extends Fact {
  /** ISO 8601 UTC. */
  at: string;
  /** The host's zone in minutes east of Greenwich; absent: not shown. */
  offset?: number;
}

/** A module that the kernel has loaded. */
export interface ModuleFact extends Fact {
  name: string;
  /** /proc/modules names it. */
  listed: boolean;
  /** Its marks, as the kernel writes them: `OE`. */
  flags?: string;
  /** It is among those that are installed for this kernel. Absent: there is no list of them. */
  installed?: boolean;
}

/** The kernel's mark of what was done to it since it started; bits by tainted-kernels.rst. */
export interface KernelFact extends Fact {
  taint: number;
}

/** A program that ended while the host was watched, and that something started again. */
export interface RespawnFact extends Fact {
  path: string;
  /** Its command line. */
  title: string;
  /** Its processes, earliest first. */
  pids: number[];
  /** What starts it. */
  starts: WatchMessage[];
  /** The processes that start it. */
  starters: number[];
  /** Where that is written. */
  places: Origin[];
  /** How long it was watched. */
  seconds: number;
}

/** Everything that outputs and files of one host say. */
export class Facts {
  readonly processes: ProcessFact[] = [];
  readonly sockets: SocketFact[] = [];
  readonly interfaces: InterfaceFact[] = [];
  readonly files: FileFact[] = [];
  readonly logins: LoginFact[] = [];
  readonly persistence: PersistenceFact[] = [];
  readonly packages: PackageFact[] = [];
  readonly attempts: AttemptFact[] = [];
  readonly malware: MalwareFact[] = [];
  readonly filters: FilterFact[] = [];
  readonly tracked: TrackedFact[] = [];
  readonly containers: ContainerFact[] = [];
  readonly configurations: ConfigurationFact[] = [];
  readonly versions: VersionFact[] = [];
  readonly clocks: ClockFact[] = [];
  readonly respawns: RespawnFact[] = [];
  readonly modules: ModuleFact[] = [];
  readonly kernels: KernelFact[] = [];

  /** How many facts there are of each kind, to come back to. */
  mark(): readonly number[] {
    return this.#lists().map((list) => list.length);
  }

  /** What was added since the mark. */
  since(mark: readonly number[]): Fact[] {
    return this.#lists().flatMap((list, i) => list.slice(mark[i]));
  }

  /** Takes back what was added since the mark. */
  rewind(mark: readonly number[]): void {
    for (const [i, list] of this.#lists().entries()) list.length = Math.min(list.length, mark[i] ?? 0);
  }

  /** Names the evidence anew, of files that were read at another place than where they lie. */
  relocate(to: (evidence: string) => string): void {
    for (const fact of this.all()) fact.origin = { ...fact.origin, evidence: to(fact.origin.evidence) };
  }

  all(): Fact[] {
    return this.#lists().flat();
  }

  /** Each evidence that facts were read in. */
  places(): Set<string> {
    return new Set(this.#lists().flatMap((list) => list.map(({ origin }) => origin.evidence)));
  }

  /** Nothing is known. */
  isEmpty(): boolean {
    return this.#lists().every((list) => list.length === 0);
  }

  /** Adds another host's facts, or those of another source. */
  add(other: Facts): void {
    const from = other.#lists();
    for (const [i, list] of this.#lists().entries()) for (const fact of from[i] ?? []) list.push(fact);
  }

  #lists(): Fact[][] {
    return [
      this.processes,
      this.sockets,
      this.interfaces,
      this.files,
      this.logins,
      this.persistence,
      this.packages,
      this.attempts,
      this.malware,
      this.filters,
      this.tracked,
      this.containers,
      this.configurations,
      this.versions,
      this.clocks,
      this.respawns,
      this.modules,
      this.kernels,
    ];
  }
}
