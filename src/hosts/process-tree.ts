import type { HostPart } from '../model/host.ts';
import { protocolName } from '../net/protocols.ts';

/** Deeper ones are drawn no further in. */
const DEEPEST = 12;

/** Each process behind its parent; a process whose parents go in a circle is at the beginning. */
export function processTree<One extends { pid: number; parent?: number }>(
  all: readonly One[],
): { process: One; depth: number }[] {
  const byParent = new Map<number, One[]>();
  const pids = new Set(all.map(({ pid }) => pid));
  const roots: One[] = [];
  for (const process of all) {
    const { parent, pid } = process;
    if (parent === undefined || parent === pid || !pids.has(parent)) roots.push(process);
    else byParent.set(parent, [...(byParent.get(parent) ?? []), process]);
  }
  const placed: { process: One; depth: number }[] = [];
  const seen = new Set<number>();
  const place = (process: One, depth: number): void => {
    if (seen.has(process.pid)) return;
    seen.add(process.pid);
    placed.push({ process, depth });
    for (const child of byParent.get(process.pid) ?? []) place(child, Math.min(depth + 1, DEEPEST));
  };
  for (const process of [...roots, ...all]) place(process, 0);
  return placed;
}

/** `2 × raw TCP (6)`, `tcp 192.0.2.10:40112 → 203.0.113.5:80 SYN_SENT` */
export function socketText({
  kind,
  protocol,
  local,
  remote,
  state,
  count,
}: HostPart['processes'][number]['sockets'][number]): string {
  const number = count > 1 ? `${count} × ` : '';
  const ends = remote === undefined ? '' : ` ${local ?? '*'} → ${remote}`;
  const what = kind === 'raw' && protocol !== undefined ? ` ${protocolName(protocol)} (${protocol})` : '';
  // A raw socket's state is a number that says nothing.
  const last = state === undefined || /^\d+$/.test(state) ? '' : ` ${state}`;
  return `${number}${kind}${what}${ends}${last}`;
}
