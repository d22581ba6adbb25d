import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { thisHost } from '../../../src/actions/host.ts';
import type { Host } from '../../../src/actions/host.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { ROOT } from '../../../test/support.ts';

export const execute = promisify(execFile);
const PACKETS = join(ROOT, 'suites', 'installed', 'firewalls', 'packets.py');
const PORT = '9999';

/** Two computers and the wire between them. `guarded` has the firewall; `outside` sends from any address. */
export interface Wire {
  guarded: string;
  outside: string;
  /** Addresses of the guarded one. */
  v4: string;
  v6: string;
  /** The guarded computer. */
  host: Host;
}

/** This computer, with every program run in the namespace. */
export function hostIn(space: string): Host {
  const host = thisHost(nodeEffects(1));
  return { ...host, run: (argv, input) => host.run(['ip', 'netns', 'exec', space, ...argv], input) };
}

let made = 0;

/** Network namespaces of this test's own; they go when it ends. */
export async function wire(t: TestContext): Promise<Wire> {
  const name = `ad${process.pid}n${made++}`;
  const [guarded, outside] = [`${name}g`, `${name}o`];
  const ip = (line: string): Promise<unknown> => execute('ip', line.split(' '));
  for (const space of [guarded, outside]) {
    await ip(`netns add ${space}`);
    t.after(() => ip(`netns del ${space}`));
    await ip(`-n ${space} link set lo up`);
  }
  await ip(`link add ${name}a netns ${guarded} type veth peer name ${name}b netns ${outside}`);
  for (const [space, end, last] of [
    [guarded, `${name}a`, 1],
    [outside, `${name}b`, 2],
  ] as const) {
    await ip(`-n ${space} addr add 10.99.0.${last}/24 dev ${end}`);
    await ip(`-n ${space} addr add fd99::${last}/64 dev ${end} nodad`);
    await ip(`-n ${space} link set ${end} up`);
  }
  // Answers to whomever go out on the wire; and no source is refused by routing.
  await ip(`-n ${guarded} route add default via 10.99.0.2`);
  await ip(`-n ${guarded} -6 route add default via fd99::2`);
  const settings = ['all', 'default', `${name}a`].map((link) => `net.ipv4.conf.${link}.rp_filter=0`);
  await execute('ip', ['netns', 'exec', guarded, 'sysctl', '-qw', ...settings]);
  return { guarded, outside, v4: '10.99.0.1', v6: 'fd99::1', host: hostIn(guarded) };
}

function python(space: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'ip',
      ['netns', 'exec', space, 'python3', PACKETS, ...args],
      { timeout: 120_000, maxBuffer: 64 << 20 },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    child.stdin?.end(input);
  });
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.trim().split('\n')) {
    const [source, count] = line.split(' ');
    if (source !== undefined && source !== '') counts.set(source, Number(count));
  }
  return counts;
}

/** How long packets on the wire are waited for. */
const ON_THE_WIRE_MS = 500;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Receives on the guarded computer while `meanwhile` runs; by source, how many packets came. */
async function received({ guarded }: Wire, meanwhile: () => Promise<unknown>): Promise<Map<string, number>> {
  const child = spawn('ip', ['netns', 'exec', guarded, 'python3', PACKETS, 'receive', PORT]);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const closed = once(child, 'close');
  await once(child.stderr, 'data');
  try {
    await meanwhile();
    await pause(ON_THE_WIRE_MS);
  } finally {
    child.stdin.end();
  }
  await closed;
  return countsOf(out);
}

/** Sends one packet from each address; which of them arrive at the guarded computer. */
export async function arriving(wire: Wire, sources: readonly string[]): Promise<Set<string>> {
  const counts = await received(wire, () =>
    python(wire.outside, ['send', PORT, wire.v4, wire.v6], sources.map((source) => `${source}\n`).join('')),
  );
  return new Set(counts.keys());
}

/** Waits until a packet from each address arrives: IPv6 looks for its neighbours first, which a firewall may delay. */
export async function untilArriving(wire: Wire, sources: readonly string[]): Promise<void> {
  const patience = Date.now() + 120_000;
  for (;;) {
    const seen = await arriving(wire, sources);
    const missing = sources.filter((source) => !seen.has(source));
    if (missing.length === 0) return;
    if (Date.now() > patience) throw new Error(`nothing arrives from ${missing.join(', ')}`);
  }
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * How many packets this computer threw away for want of time or room, whatever its firewall: on their way to the stack
 * (second field of softnet_stat, hexadecimal, a line for each CPU), and before a program read them (RcvbufErrors).
 */
async function overrun({ guarded }: Wire): Promise<number> {
  const read = async (path: string): Promise<string> =>
    (await execute('ip', ['netns', 'exec', guarded, 'cat', path])).stdout;
  const stack = (await read('/proc/net/softnet_stat')).trim().split('\n');
  const dropped = stack.map((line) => Number.parseInt(line.split(' ')[1] ?? '0', 16));
  const [names = [], values = []] = (await read('/proc/net/snmp'))
    .split('\n')
    .filter((line) => line.startsWith('Udp:'))
    .map((line) => line.split(' '));
  return total(dropped) + Number(values[names.indexOf('RcvbufErrors')]);
}

/**
 * Sends from each address in turn while `meanwhile` runs: how many were sent, how many came, and how many packets the
 * computer itself threw away meanwhile: with any, what came says nothing of the firewall.
 */
export async function streaming(
  wire: Wire,
  sources: readonly string[],
  meanwhile: () => Promise<unknown>,
): Promise<{ sent: Map<string, number>; came: Map<string, number>; overrun: number }> {
  let sent = new Map<string, number>();
  const before = await overrun(wire);
  const came = await received(wire, async () => {
    const line = ['netns', 'exec', wire.outside, 'python3', PACKETS, 'stream', PORT, wire.v4, ...sources];
    const sending = execute('ip', line, { timeout: 590_000 });
    try {
      await meanwhile();
    } finally {
      sending.child.stdin?.end();
    }
    sent = countsOf((await sending).stdout);
  });
  return { sent, came, overrun: (await overrun(wire)) - before };
}

/** Starts a server that sends without end, in a namespace; it goes when the test ends. */
async function serving(t: TestContext, space: string, port: number): Promise<void> {
  const child = spawn('ip', ['netns', 'exec', space, 'python3', PACKETS, 'serve', String(port)]);
  t.after(() => child.kill('SIGKILL'));
  await once(child.stderr, 'data');
}

/** Reads from a server as long as the test wants it. */
interface Reading {
  /** What the server said first; empty: nothing came. */
  hello: string;
  /** How many bytes came in each 0.1 s from now on, `ticks` of them. */
  next(ticks: number): Promise<number[]>;
  end(): void;
}

async function reading(t: TestContext, space: string, port: number, target: string): Promise<Reading> {
  const line = ['netns', 'exec', space, 'python3', PACKETS, 'download', String(port), target];
  const child = spawn('ip', line, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  const next = async (ticks: number): Promise<number[]> => {
    const counts: number[] = [];
    while (counts.length < ticks) {
      const { value, done } = await lines.next();
      if (done === true) break;
      counts.push(Number(value));
    }
    return counts;
  };
  return { hello: first.done === true ? '' : first.value, next, end: () => child.stdin.end() };
}

/** Bytes that are on their way, or wait to be read, when a block begins to hold, are read within this many ticks of silence. */
const SILENCE = 10;
const PATIENCE = 300;

/**
 * A download from the guarded computer to the outside, with `block` in its middle.
 * @returns bytes in the second before, and in the last second of those that were waited for after it: as many as needed
 *   until a second without any byte, half a minute at most
 */
export async function download(
  t: TestContext,
  wire: Wire,
  port: number,
  block: () => Promise<unknown>,
): Promise<{ before: number; after: number }> {
  await serving(t, wire.guarded, port);
  const client = await reading(t, wire.outside, port, wire.v4);
  const before = total(await client.next(10));
  const blocking = { holds: false };
  const blocked = block().then(() => (blocking.holds = true));
  // What comes is read meanwhile, so that nothing of before is counted as of after.
  while (!blocking.holds) await client.next(1);
  await blocked;
  let last: number[] = [];
  for (let seen = 0; seen < PATIENCE; seen++) {
    last = [...last, ...(await client.next(1))].slice(-SILENCE);
    if (last.length === SILENCE && total(last) === 0) break;
  }
  client.end();
  return { before, after: total(last) };
}

/** What the guarded computer gets as the first word when it connects to the outside; empty: nothing. */
export async function connection(t: TestContext, wire: Wire): Promise<() => Promise<string>> {
  await serving(t, wire.outside, 7070);
  return async () => {
    const client = await reading(t, wire.guarded, 7070, '10.99.0.2');
    client.end();
    return client.hello;
  };
}
