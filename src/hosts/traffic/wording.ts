import { instantText, period } from '../../language/figures.ts';
import { protocolName } from '../../net/protocols.ts';
import type { CommandLine } from '../../model/message.ts';
import type { TrafficMessage } from './messages.ts';
import type { TRAFFIC_ROWS } from './sentences.ts';
import type { Traffic } from './traffic.ts';

export function said(key: keyof typeof TRAFFIC_ROWS, params: object = {}): TrafficMessage {
  return { key, params };
}

export const ms = (instant: string): number => Date.parse(instant);

export function command(...lines: string[]): CommandLine[] {
  return lines.map((line) => ({ shell_line: line }));
}

/** `203.0.113.80:80 (TCP)`, `[2001:db8::5]:80, 443`, the same in every language. */
export function remoteText({ remote, ports, protocol }: Traffic): string {
  const place = remote.includes(':') ? `[${remote}]` : remote;
  const shown = ports.slice(0, 6).join(', ');
  const more = ports.length > 6 ? ', …' : '';
  return `${place}${shown === '' ? '' : `:${shown}${more}`}${protocol === undefined ? '' : ` (${protocolName(protocol)})`}`;
}

export function whenText({ from, to }: Traffic): string {
  return from === undefined ? '' : period({ from, to: to ?? from });
}

export function takenText(taken: string | undefined): string {
  return taken === undefined ? '?' : instantText(taken);
}
