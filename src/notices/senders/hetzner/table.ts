import type { ClaimedFlow } from '../../../model/claim.ts';
import type { Instant } from '../../../model/instant.ts';
import { protocolNumber } from '../../../net/protocols.ts';
import { readTime } from '../../time.ts';
import { address, distinct, port } from '../../values.ts';

/** What the table of a scan states: from which address, to which targets and ports, when. */
export interface Table {
  sources: string[];
  flows: ClaimedFlow[];
  window?: { from: Instant; to?: Instant };
  /** Lines of the table that were not understood. */
  unread: string[];
}

/** `time protocol src_ip src_port dest_ip dest_port`, or `time src_ip dest_ip:dest_port`. */
export function isTableHead(text: string): boolean {
  return /^\s{0,20}time\s{1,60}(?:protocol\s{1,60})?src_ip\s{1,60}(?:src_port\s{1,60})?dest_ip(?::dest_port|\s{1,60}dest_port)/i.test(
    text,
  );
}

/** `Sat Dec 12 12:00:35 2020`, in a zone that is not named. */
const TIME =
  /^\s{0,20}(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4}):?\s{1,20}/;
/** Behind the time: protocol (in the newer layout), source, arrow, target. */
const ROW =
  /^(?:([A-Za-z]{2,8})\s{1,20})?([0-9a-fA-FxX*.:]{2,45}?)(?:\s{1,20}\d{1,5})?\s{1,20}=>\s{1,20}([0-9a-fA-FxX*.:]{2,45}?)(?::?\s{1,20}|:)(\d{1,5})\s{0,20}$/;

/** A scan's table is cut by its sender; more rows are not kept. */
const MAX_ROWS = 10_000;
const MAX_PORTS = 200;
const MAX_UNREAD = 20;

/** Reads the rows behind the table's head, up to the first line that is no row, blank ones and rulers left out. */
export function readTable(lines: readonly string[]): Table {
  const sources: string[] = [];
  const targets = new Map<string, { flow: ClaimedFlow; ports: Set<number> }>();
  const times: Instant[] = [];
  const unread: string[] = [];
  for (const text of lines.slice(0, MAX_ROWS)) {
    if (text.trim() === '' || /^[\s#=-]{3,200}$/.test(text)) continue;
    const stamp = TIME.exec(text);
    if (stamp === null) break;
    const row = ROW.exec(text.slice(stamp[0].length));
    const [source, remote, to] = [address(row?.[2] ?? ''), address(row?.[3] ?? ''), port(row?.[4] ?? '')];
    const time = readTime(`${stamp[2]} ${stamp[1]} ${stamp[4]} ${stamp[3]}`);
    if (source === undefined || remote === undefined || to === undefined || time === undefined) {
      if (unread.length < MAX_UNREAD) unread.push(text.trim().slice(0, 200));
      continue;
    }
    times.push(time.instant);
    sources.push(source);
    const protocol = protocolNumber(row?.[1] ?? '');
    const key = `${remote} ${protocol ?? ''}`;
    const target = targets.get(key) ?? {
      flow: { ...(protocol === undefined ? {} : { protocol }), remote },
      ports: new Set<number>(),
    };
    targets.set(key, target);
    if (target.ports.size < MAX_PORTS) target.ports.add(to);
  }
  const [from, to] = [times.sort()[0], times.at(-1)];
  return {
    sources: distinct(sources),
    flows: [...targets.values()].map(({ flow, ports }) =>
      Object.assign(flow, { remote_ports: [...ports].sort((a, b) => a - b) }),
    ),
    ...(from === undefined ? {} : { window: { from, ...(to === undefined || to === from ? {} : { to }) } }),
    unread,
  };
}
