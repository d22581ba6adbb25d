import { address } from '../values.ts';

/** What a third party says in words and labels about who did it and to whom. */
export interface Statements {
  /** Named in a sentence that says who was banned: such a report is about nobody else. */
  banned: string[];
  /** Named by a label or by a line of a login that failed. */
  sources: string[];
  /** Host names and addresses to which it was done. */
  victims: string[];
}

const MAX_NAMED = 200;

/** An address, parts of it masked or not. */
const A = String.raw`([0-9a-fA-FxX*.:]{2,45})`;

/** fail2ban's mail. */
const BANNED = new RegExp(String.raw`\bThe IP ${A} has (?:just )?been banned`);

const SOURCES: readonly RegExp[] = [
  // sshd, dovecot, postfix: the syslog words for a failed login, also where the line's beginning was left out.
  new RegExp(
    String.raw`\b(?:Failed password|Invalid user|authentication failure|Connection closed by authenticating user|Failed none)\b.{0,200}?\b(?:from|rhost=) ?${A}`,
  ),
  new RegExp(
    String.raw`^\s{0,20}(?:Source IP|Attacker IP|Attacking IP|Offending IP|Source address|Source-IP|Attacker)\s{0,5}:\s{0,5}${A}`,
    'i',
  ),
];

/** A label for whom it was done to: a name, its address in brackets behind it or not. */
const VICTIM =
  /^\s{0,20}(?:Domain|Target host|Target|Victim|Destination host|Destination IP|Destination address|Destination-IP|Server name|Attacked host)\s{0,5}:\s{0,5}([\w.*:-]{3,253})(?:\s{1,5}[([]([0-9a-fA-FxX*.:]{2,45})[)\]])?\s{0,20}$/i;
const NAME = /^(?=.*\.)(?=.*[A-Za-z])[\w*-]{1,63}(?:\.[\w*-]{1,63}){1,8}$/;

function add(list: Set<string>, value: string | undefined): void {
  if (value !== undefined && list.size < MAX_NAMED) list.add(value);
}

/** @param text a line, its characters made uniform */
function sourceIn(text: string): string | undefined {
  for (const pattern of SOURCES) {
    const found = address((pattern.exec(text)?.[1] ?? '').replace(/[.:]$/, ''));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads the sentences and labels that name a source or a target beyond doubt. */
export function readSentences(lines: readonly string[]): Statements {
  const [banned, sources, victims] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const line of lines) {
    const text = line.slice(0, 2000);
    add(banned, address(BANNED.exec(text)?.[1] ?? ''));
    add(sources, sourceIn(text));
    const [, name, behind] = VICTIM.exec(text) ?? [];
    if (name === undefined) continue;
    add(victims, address(name) ?? (NAME.test(name) ? name.toLowerCase() : undefined));
    add(victims, address(behind ?? ''));
  }
  return { banned: [...banned], sources: [...sources], victims: [...victims] };
}
