import type { Instant } from '../notices/claim.ts';
import { protocolName } from '../net/protocols.ts';

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,043`. */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** `1 host`, `12,043 hosts`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `98 %`; rounded down, so that 100 % means all. */
export function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/** Two significant figures: `0.45`, `4.9`, `49`, `4,900`. */
export function about(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(2));
  return rounded >= 100 ? count(rounded) : String(rounded);
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal, as traffic is billed: `294 MB`. */
export function bytes(value: number): string {
  let [size, step] = [value, 0];
  while (size >= 1000 && step < SIZES.length - 1) [size, step] = [size / 1000, step + 1];
  return `${size >= 100 || step === 0 ? Math.round(size) : Number(size.toPrecision(2))} ${SIZES[step] ?? 'B'}`;
}

/** `2024-07-02 14:31 to 15:02 UTC`; seconds where the minutes are the same, both days where they differ. */
export function span(from: Instant, to: Instant): string {
  const length = from.slice(0, 16) === to.slice(0, 16) ? 19 : 16;
  const [begin, end] = [from.slice(0, length).replace('T', ' '), to.slice(0, length).replace('T', ' ')];
  if (begin === end) return `${begin} UTC`;
  const same = begin.slice(0, 10) === end.slice(0, 10);
  return `${begin} to ${same ? end.slice(11) : end} UTC`;
}

/** `TCP 22`, `TCP 22, 23 and 445`, `TCP 1,024 ports (1, 7, 9, …)`. */
export function portsPhrase(protocol: number, ports: readonly number[], total = ports.length): string {
  const name = protocolName(protocol);
  if (total > 6) return `${name} on ${count(total)} ports (${ports.slice(0, 4).join(', ')}, …)`;
  const last = ports.at(-1);
  if (ports.length < 2) return `${name} ${last ?? ''}`.trim();
  return `${name} ${ports.slice(0, -1).join(', ')} and ${last}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} and ${last}`;
}
