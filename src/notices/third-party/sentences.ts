import type { ClaimedFlow } from '../../../model/claim.ts';
import { uniform } from '../../lines.ts';
import { protocolNumber } from '../../../net/protocols.ts';
import { address, port } from './values.ts';

/** What the log lines of a third party state about who did it and to whom. */
export interface Reported {
  /** Sources that the lines name. */
  sources: string[];
  /** From firewall lines: one entry for each target, its ports together. */
  flows: ClaimedFlow[];
}

const MAX_LINES = 20_000;
const MAX_SOURCES = 200;
const MAX_TARGETS = 1000;
const MAX_PORTS = 200;

const A = String.raw`([0-9a-fA-F.:]{2,45})`;

/** Sentences and log lines that say plainly which address did it. */
const SOURCES: readonly RegExp[] = [
  // fail2ban's mail.
  new RegExp(String.raw`\bThe IP ${A} has just been banned`),
  // sshd, dovecot, postfix: the syslog words for a failed login.
  new RegExp(
    String.raw`\b(?:Failed password|Invalid user|authentication failure|Connection closed by authenticating user|Failed none)\b.{0,200}?\b(?:from|rhost=) ?${A}`,
  ),
  new RegExp(
    String.raw`^\s*(?:Source IP|Attacker IP|Attacking IP|Offending IP|Source address|Source-IP|Attacker)\s{0,5}:\s{0,5}${A}`,
    'i',
  ),
  // A web log: the client stands first, a file name and a colon may stand before it.
  new RegExp(String.raw`^\s*(?:\S{1,300}:)?${A} \S{1,100} \S{1,100} \[\d{1,2}/[A-Z][a-z]{2}/\d{4}`),
];

/** netfilter's LOG target: `SRC=… DST=… … PROTO=TCP SPT=… DPT=…`. */
const NETFILTER = new RegExp(
  String.raw`\bSRC=${A} .{0,40}?\bDST=${A} .{0,300}?\bPROTO=(\w{1,10})(?: .{0,20}?\bSPT=(\d{1,5}))?(?: .{0,20}?\bDPT=(\d{1,5}))?`,
);

interface Target {
  flow: ClaimedFlow;
  ports: Set<number>;
}

function readNetfilter(line: string, targets: Map<string, Target>): string | undefined {
  const match = NETFILTER.exec(line);
  const source = address(match?.[1] ?? '');
  const remote = address(match?.[2] ?? '');
  if (match === null || source === undefined || remote === undefined) return undefined;
  const protocol = protocolNumber(match[3] ?? '');
  const key = `${source} ${remote} ${protocol ?? ''}`;
  let target = targets.get(key);
  if (target === undefined && targets.size < MAX_TARGETS) {
    target = {
      flow: { ...(protocol === undefined ? {} : { protocol }), remote, local: source },
      ports: new Set(),
    };
    targets.set(key, target);
  }
  const number = port(match[5] ?? '');
  if (target !== undefined && number !== undefined && target.ports.size < MAX_PORTS) target.ports.add(number);
  return source;
}

function readSource(line: string): string | undefined {
  for (const pattern of SOURCES) {
    const found = address(pattern.exec(line)?.[1] ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Reads the layouts that name the source beyond doubt (fail2ban, sshd, firewall lines, web logs). Times are left
 * alone: such lines rarely name their zone.
 */
export function readReports(forwarded: readonly string[]): Reported {
  const targets = new Map<string, Target>();
  const sources = new Set<string>();
  for (const raw of forwarded.slice(0, MAX_LINES)) {
    const line = uniform(raw.slice(0, 2000));
    const source = readNetfilter(line, targets) ?? readSource(line);
    if (source !== undefined && sources.size < MAX_SOURCES) sources.add(source);
  }
  for (const { flow, ports } of targets.values()) {
    if (ports.size > 0) flow.remote_ports = [...ports].sort((a, b) => a - b);
  }
  const flows = [...targets.values()].map((target) => target.flow);
  return { sources: [...sources], flows };
}
