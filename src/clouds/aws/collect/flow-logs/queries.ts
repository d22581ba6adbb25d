import { parseAddress } from '../../../../net/address.ts';

/** Rows that Logs Insights answers with at most (CloudWatch Logs quotas, 2026-11). */
export const MOST_ROWS = 10_000;

/** How many records there are, by time: what the time is cut into pieces by. @param minutes of one step */
export function countQuery(minutes: number): string {
  return `stats count(*) as records by bin(${minutes}m) as step\n| sort step asc\n| limit ${MOST_ROWS}`;
}

/** The records themselves, as they were logged. */
export const RECORDS_QUERY = `fields @timestamp, @message\n| sort @timestamp asc\n| limit ${MOST_ROWS}`;

/**
 * Who sends to a NAT gateway, by remote port: the query that people paste into the console. Only addresses go into it.
 * Undefined: one of the texts is no IPv4 address.
 * @param gateway the gateway's private address
 * @param network the first address of the network's range
 */
export function behindQuery(gateway: string, network: string): string | undefined {
  const [to, around] = [parseAddress(gateway), parseAddress(network)];
  if (to?.family !== 4 || around?.family !== 4) return undefined;
  const [first = '', second = ''] = around.text.split('.');
  return (
    `filter (dstAddr like '${to.text}' and srcAddr like '${first}.${second}.')\n` +
    '| stats count(dstPort) as portsScanned by srcAddr, dstAddr, dstPort\n' +
    '| sort portsScanned desc\n| limit 100'
  );
}

/** A piece of time, in whole seconds; both ends are in it. */
export interface Piece {
  from: number;
  to: number;
}

/**
 * Pieces of time that each hold no more rows than an answer does, as far as the counts tell; a step that holds more is a
 * piece of its own.
 * @param counts by the second at which a step begins; steps without records may lack
 */
export function piecesOf(span: Piece, counts: ReadonlyMap<number, number>, step: number): Piece[] {
  const pieces: Piece[] = [];
  let begin = span.from;
  let rows = 0;
  for (const [start, count] of [...counts].sort(([a], [b]) => a - b)) {
    const from = Math.max(start, span.from);
    if (from > span.to || start + step <= span.from) continue;
    if (rows > 0 && rows + count > MOST_ROWS) {
      pieces.push({ from: begin, to: from - 1 });
      begin = from;
      rows = 0;
    }
    rows += count;
  }
  if (rows > 0) pieces.push({ from: begin, to: span.to });
  return pieces;
}

/** Both halves of a piece; undefined: a second cannot be cut. */
export function halvesOf({ from, to }: Piece): [Piece, Piece] | undefined {
  if (from >= to) return undefined;
  const middle = Math.floor((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle + 1, to },
  ];
}
