import type { Row } from '../../../src/events/engines/engine.ts';

/** What one side sent: packets, bytes, flags. */
type Amount = readonly [packets: number, bytes: number, flags?: number];

const START = Date.UTC(2026, 2, 2) / 1000;

/** ISO 8601 of seconds after the made log's start. */
function at(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString();
}

/** How a made conversation differs from an ordinary one. */
export interface Made {
  /** Seconds that it lasts. */
  seconds?: number;
  out?: Amount;
  back?: Amount;
  /** Our side's port; the stranger's where it is inbound. */
  client?: number;
  /** The stranger began it. */
  inbound?: boolean;
  /** Columns of both records. */
  more?: Row;
}

/** Records of one conversation, as the host's own interface has it: what went out and what came back. */
export function conversation(
  host: string,
  remote: string,
  port: number,
  start: number,
  made: Made = {},
): Row[] {
  const {
    seconds = 3,
    out = [9, 900, 3],
    back = [10, 4000, 19],
    client = 42_000,
    inbound = false,
    more = {},
  } = made;
  const [near, far] = inbound ? [port, client] : [client, port];
  const record = (
    src: string,
    dst: string,
    ports: readonly [number, number],
    [packets, bytes, flags]: Amount,
  ): Row => ({
    ts_start: at(start),
    ts_end: at(start + seconds),
    src,
    dst,
    src_port: ports[0],
    dst_port: ports[1],
    protocol: 6,
    packets,
    bytes,
    tcp_flags: flags ?? null,
    action: 'ACCEPT',
    interface: `eni-${host}`,
    ...more,
  });
  return [record(host, remote, [near, far], out), record(remote, host, [far, near], back)];
}

/** One connection that is kept up, as a log of one-minute records has it. */
export function kept(
  host: string,
  remote: string,
  port: number,
  start: number,
  minutes: number,
  made: Made = {},
): Row[] {
  const { out = [2, 180], back = [2, 260] } = made;
  return Array.from({ length: minutes }, (_, i) =>
    conversation(host, remote, port, start + i * 60, {
      seconds: 50,
      ...made,
      out: [out[0], out[1], out[2] ?? (i === 0 ? 2 : 0)],
      back: [back[0], back[1], back[2] ?? (i === 0 ? 18 : 0)],
    }),
  ).flat();
}

/** The same records with other values in some columns. */
export function altered(rows: readonly Row[], columns: Row): Row[] {
  return rows.map((row) => Object.assign({}, row, columns));
}

/** The same records as a log of version 2 has them: without flags. */
export function flagless(rows: readonly Row[]): Row[] {
  return altered(rows, { tcp_flags: null });
}

/** An address of a stranger, each number another. */
export function stranger(i: number): string {
  return `203.0.${Math.floor(i / 250)}.${(i % 250) + 1}`;
}

export function strangerV6(i: number): string {
  return `2001:db8:5::${(i + 1).toString(16)}`;
}
