import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../../../test/support.ts';

const execute = promisify(execFile);
const FOLDER = join(ROOT, 'suites', 'installed', 'lab');

/** Networks of documentation (RFC 5737). Nobody is at the first; all of the second answer; from the third strangers call. */
export const DARK = '198.51.100';
export const LIT = '203.0.113';
export const STRANGERS = '192.0.2';
/** Ours. */
export const OURS = '10.7.0';

/** The lab: hosts of ours behind a router, the world behind another, and the wire between them, on which all is recorded. */
export interface Lab {
  /** Runs a program at a host until it ends, or the time is over. @returns what it printed */
  run(address: string, argv: readonly string[], seconds: number): Promise<string>;
  /** Starts a program that goes on until the lab ends. */
  start(address: string, argv: readonly string[]): ChildProcess;
  /** Starts a script of the lab's folder in the world, once it says that it is ready. */
  answer(script: string): Promise<void>;
  /** Records what goes over the wire into this file. @returns ends the recording */
  record(file: string): Promise<() => Promise<void>>;
}

/**
 * Makes the lab in network namespaces, which have no way out of it. They go when the test ends, with all that runs in them.
 * @param inside addresses of ours
 * @param outside addresses of strangers that call
 */
export async function lab(
  t: TestContext,
  inside: readonly string[],
  outside: readonly string[],
): Promise<Lab> {
  const name = `lab${process.pid}`;
  const [router, world] = [`${name}r`, `${name}w`];
  const spaces = new Map<string, string>();
  const started: ChildProcess[] = [];
  const ip = (line: string): Promise<unknown> => execute('ip', line.split(' '));
  t.after(async () => {
    for (const child of started) child.kill('SIGKILL');
    for (const space of [router, world, ...spaces.values()]) {
      const { stdout } = await execute('ip', ['netns', 'pids', space]);
      for (const pid of stdout.split('\n').filter((line) => line !== ''))
        process.kill(Number(pid), 'SIGKILL');
      await ip(`netns del ${space}`);
    }
  });
  const space = async (of: string): Promise<void> => {
    await ip(`netns add ${of}`);
    await ip(`-n ${of} link set lo up`);
    await execute('ip', [
      'netns',
      'exec',
      of,
      'sysctl',
      '-qw',
      'net.ipv4.ip_forward=1',
      'net.ipv4.conf.all.rp_filter=0',
      'net.ipv4.conf.default.rp_filter=0',
      'net.ipv6.conf.all.disable_ipv6=1',
      'net.ipv6.conf.default.disable_ipv6=1',
      'net.ipv4.icmp_ratelimit=0',
    ]);
  };
  await space(router);
  await space(world);
  await ip(`link add name wan0 netns ${router} type veth peer name wan1 netns ${world}`);
  await ip(`-n ${router} addr add 169.254.7.1/30 dev wan0`);
  await ip(`-n ${world} addr add 169.254.7.2/30 dev wan1`);
  await ip(`-n ${router} link set wan0 up`);
  await ip(`-n ${world} link set wan1 up`);
  await ip(`-n ${router} route add default via 169.254.7.2`);
  await ip(`-n ${router} route add blackhole ${OURS}.0/24`);
  await ip(`-n ${world} route add ${OURS}.0/24 via 169.254.7.1`);
  await ip(`-n ${world} route add blackhole ${DARK}.0/24`);
  await ip(`-n ${world} route add local ${LIT}.0/24 dev lo`);
  const host = async (address: string, above: string, i: number): Promise<void> => {
    const own = `${name}h${i}`;
    spaces.set(address, own);
    await space(own);
    await ip(`link add name e0 netns ${own} type veth peer name h${i} netns ${above}`);
    await ip(`-n ${own} addr add ${address}/32 dev e0`);
    await ip(`-n ${own} link set e0 up`);
    await ip(`-n ${above} link set h${i} up`);
    await ip(`-n ${above} addr add 169.254.8.1/32 dev h${i}`);
    await ip(`-n ${own} route add 169.254.8.1 dev e0`);
    await ip(`-n ${own} route add default via 169.254.8.1`);
    await ip(`-n ${above} route add ${address}/32 dev h${i}`);
  };
  let count = 0;
  for (const address of inside) await host(address, router, count++);
  for (const address of outside) await host(address, world, count++);
  const at = (address: string): string => spaces.get(address) ?? world;
  const start = (of: string, argv: readonly string[], input: 'pipe' | 'ignore' = 'ignore'): ChildProcess => {
    // A socket as its input would be a call to rsync's server.
    const child = spawn('ip', ['netns', 'exec', of, ...argv], { stdio: [input, 'pipe', 'pipe'] });
    started.push(child);
    return child;
  };
  return {
    start: (address, argv) => start(at(address), argv),
    run: (address, argv, seconds) =>
      new Promise((resolve) => {
        // A tool that scans or floods ends with a code of its own; what it did is on the wire.
        execFile(
          'ip',
          ['netns', 'exec', at(address), 'timeout', '-s', 'INT', '-k', '5', String(seconds), ...argv],
          { maxBuffer: 64 * 2 ** 20 },
          (_error, stdout, stderr) => resolve(stdout + stderr),
        );
      }),
    answer: async (script) => {
      const child = start(world, ['python3', join(FOLDER, script)], 'pipe');
      const [line]: unknown[] = await once(child.stdout!, 'data');
      if (!String(line).startsWith('ready')) throw new Error(String(line));
    },
    record: async (file) => {
      const child = start(router, [
        'tcpdump',
        '-i',
        'wan0',
        '-n',
        '-s',
        '128',
        '-B',
        '16384',
        '-w',
        file,
        '-Z',
        'root',
        '--immediate-mode',
        'ip',
      ]);
      let said = '';
      child.stderr!.on('data', (piece: Buffer) => (said += piece.toString()));
      while (!said.includes('listening on')) {
        if (child.exitCode !== null) throw new Error(said);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return async () => {
        child.kill('SIGINT');
        await once(child, 'exit');
        // What the recorder lost would be missing from every table below.
        const lost = Number(/(\d+) packets dropped by kernel/.exec(said)?.[1] ?? 0);
        if (lost > 0) throw new Error(`${lost} packets were not recorded`);
      };
    },
  };
}
