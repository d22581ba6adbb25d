import { protocolNumber } from '../../../net/protocols.ts';
import type { ActionTaken } from '../../../model/claim.ts';
import type { Line } from '../../lines.ts';
import { addressAt, distinct, INSTANCE, port } from '../../values.ts';

const VERB = String.raw`(?:blocked|isolated|quarantined|stopped|terminated|disabled|suspended|restricted|throttled)`;
const STEP = new RegExp(`^[\\s*-]{0,10}(?:we (?:have|'ve) )?${VERB}\\b`, 'i');
const IN_PROSE = new RegExp(`\\bwe(?:'ve| have) (?:also |now )?(${VERB}\\b[^.;]{3,300})`, 'gi');
const DONE = new RegExp(`^${VERB}$`, 'i');
/** A line that goes on in the next one: it ends in a word that needs another. */
const HANGING = /(?:,|\b(?:in|on|to|and|or|of|the|from|for|ports?|all|tcp|udp|ec2|ip|remote|instance)) ?$/i;

function kindOf(text: string): ActionTaken['what'] {
  if (/administrative access only|isolat|quarantin/i.test(text)) return 'isolate';
  if (/ability to|disabled|suspended/i.test(text)) return 'disable';
  if (/blocked|restricted|throttled/i.test(text)) return 'block';
  if (/terminated/i.test(text)) return 'terminate';
  return /stopped/i.test(text) ? 'stop' : 'other';
}

function directionOf(text: string): 'outbound' | 'inbound' | undefined {
  if (/\b(?:outbound|outgoing|egress)\b/i.test(text)) return 'outbound';
  return /\b(?:inbound|incoming|ingress)\b/i.test(text) ? 'inbound' : undefined;
}

/** `ports 3128, 3127 and 8080`, `port 22`; a range (`1-1024`) is left to the text. */
function portsOf(text: string): number[] {
  const list =
    /\bports?\s{1,10}((?:\d{1,5})(?:(?:\s{0,5},\s{0,5}(?:and\s{1,5})?|\s{1,5}and\s{1,5})\d{1,5}){0,200})(?!\s?[-\d])/i.exec(
      text,
    )?.[1];
  if (list === undefined) return [];
  return distinct((list.match(/\d+/g) ?? []).flatMap((word) => port(word) ?? []));
}

function remoteOf(text: string): string | undefined {
  for (const word of text.split(/[\s,()[\]]+/)) {
    const found = addressAt(word)?.address;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A step that the notice tells in words. */
function fromWords(text: string): ActionTaken {
  const action: ActionTaken = { what: kindOf(text), text };
  const direction = directionOf(text);
  const protocol = protocolNumber(/\b(tcp|udp|icmp)\b/i.exec(text)?.[1] ?? '');
  const ports = portsOf(text);
  const remote = remoteOf(text);
  const instance = text.match(INSTANCE)?.[0];
  if (direction !== undefined) action.direction = direction;
  if (protocol !== undefined) action.protocol = protocol;
  if (ports.length > 0) action.ports = ports;
  if (remote !== undefined) action.remote = remote;
  if (instance !== undefined) action.instance = instance;
  return action;
}

/** Lines that begin with what was done (`Blocked outbound TCP ports 3128, 3127`), wrapped ones joined. */
function stepLines(lines: readonly Line[]): string[] {
  const steps: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    let text = lines[at]?.text.trim() ?? '';
    if (!STEP.test(text)) continue;
    for (let next = lines[at + 1]; next !== undefined; next = lines[at + 1]) {
      const more = next.text.trim();
      if (
        more === '' ||
        STEP.test(more) ||
        !(HANGING.test(text) || /^[a-z0-9]/.test(more)) ||
        text.length > 400
      )
        break;
      text = `${text} ${more}`;
      at++;
    }
    steps.push(text.replace(/^[\s*-]{1,10}/, '').replace(/\s+/g, ' '));
  }
  return steps;
}

/** Cells of one row: instance, remote address, port, protocol; the rest are the words for what was done. */
function fromRow(cells: readonly string[], words: readonly string[]): ActionTaken | undefined {
  const [instance = '', remoteText = '', portText = '', protocolText = ''] = cells;
  const remote = addressAt(remoteText)?.address;
  const protocol = protocolNumber(protocolText);
  const number = port(portText);
  if ((remote === undefined && remoteText !== '*') || protocol === undefined) return undefined;
  const text = words.join(' ');
  const direction = directionOf(text);
  return {
    what: kindOf(text),
    ...(direction === undefined ? {} : { direction }),
    protocol,
    ...(number === undefined ? {} : { ports: [number] }),
    ...(remote === undefined ? {} : { remote }),
    instance,
    text,
  };
}

const HEADER = /instance id[\s|]{1,20}remote ip[\s|]{1,20}port[\s|]{1,20}protocol[\s|]{1,20}action taken/i;
/** Words of an action's cell; a longer one is prose behind the table. */
const MAX_WORDS = 12;
const MAX_ROWS = 1000;

/**
 * The table `Instance Id  Remote IP  Port  Protocol  Action Taken`. It is read word by word, so that blanks,
 * tabs, bars and line ends between the cells make no difference.
 */
function tableRows(text: string): ActionTaken[] {
  const header = HEADER.exec(text);
  if (header === null) return [];
  const words = text
    .slice(header.index + header[0].length, header.index + 200_000)
    .split(/[\s|]+/)
    .filter(Boolean);
  const rows: ActionTaken[] = [];
  let at = 0;
  while (at < words.length && rows.length < MAX_ROWS) {
    const instance = words[at] ?? '';
    if (new RegExp(`^(?:${INSTANCE.source})$`, 'i').exec(instance) === null) break;
    const end = words.findIndex(
      (word, index) => index > at + 3 && index < at + 4 + MAX_WORDS && DONE.test(word),
    );
    if (end < 0) break;
    const row = fromRow(words.slice(at, at + 4), words.slice(at + 4, end + 1));
    if (row !== undefined) rows.push(row);
    at = end + 1;
  }
  return rows;
}

/** Steps that the provider says it has taken, from the notice's own part. */
export function readActions(lines: readonly Line[], flat: string): ActionTaken[] {
  const rows = tableRows(lines.map((line) => line.text).join('\n'));
  const steps = stepLines(lines);
  const known = steps.join(' ').toLowerCase();
  const prose = [...flat.matchAll(IN_PROSE)].map((match) => (match[1] ?? '').trim());
  const told = [...steps, ...prose.filter((text) => !known.includes(text.toLowerCase()))];
  return [...rows, ...distinct(told).map(fromWords)];
}
