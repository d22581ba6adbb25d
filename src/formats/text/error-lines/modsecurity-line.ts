/**
 * What ModSecurity says of a rule that matched: in an error log, in the H section of an audit log, in its JSON.
 * ModSecurity 2 escapes quotes in what it takes from the request, so `[id "…"]` cannot be brought in from there;
 * version 3 does not everywhere, and there the id is taken where it comes after the rule's file and line.
 */
export interface ModsecurityMessage {
  /** The rule's id; empty if the message names none. */
  rule: string;
  /** The rule's message, with the class of attack that its id stands for in the Core Rule Set. */
  message: string;
  /** `CRITICAL`, `WARNING`, …; absent if none is said. */
  severity?: string;
  /** `Access denied` is `blocked`, `Warning.` and `Access allowed` are `passed`: what this rule did. Absent: not said. */
  outcome?: 'blocked' | 'passed';
  /** The path asked for and the request's id, where the message has them. */
  url?: string;
  requestId?: string;
}

/** Classes of the OWASP Core Rule Set by rule id / 1000 (CRS documentation, "rules"). */
const CLASSES: ReadonlyMap<number, string> = new Map([
  [911, 'method not allowed'],
  [913, 'scanner'],
  [920, 'protocol enforcement'],
  [921, 'protocol attack'],
  [922, 'multipart attack'],
  [930, 'local file inclusion'],
  [931, 'remote file inclusion'],
  [932, 'remote command execution'],
  [933, 'PHP injection'],
  [934, 'generic attack'],
  [941, 'cross-site scripting'],
  [942, 'SQL injection'],
  [943, 'session fixation'],
  [944, 'Java attack'],
  [949, 'blocked by its score'],
  [950, 'data leakage'],
  [951, 'SQL data leakage'],
  [952, 'Java data leakage'],
  [953, 'PHP data leakage'],
  [954, 'IIS data leakage'],
  [959, 'answer blocked by its score'],
  [980, 'sum of the scores'],
]);

/** Numbers of the severities, as in syslog (RFC 5424, table 2); version 3 writes the number. */
const SEVERITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'];

/** A message is bounded by what the web server logs in a line. */
const MAX_LENGTH = 16_384;
const MAX_KEPT = 1000;

/** @returns the class of a Core Rule Set id: `SQL injection` for 942100 */
function crsClass(id: string): string | undefined {
  return /^\d{6}$/.test(id) ? CLASSES.get(Math.floor(Number(id) / 1000)) : undefined;
}

function severityName(text: string): string {
  return /^[0-7]$/.test(text) ? (SEVERITIES[Number(text)] ?? text) : text;
}

/** Where the value ends that begins at `from`: at its quote that is not escaped; -1 if there is none. */
function closing(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** The first value of `[name "value"]` at or behind `from`. */
function tagged(text: string, name: string, from: number): string | undefined {
  const open = `[${name} "`;
  const at = text.indexOf(open, from);
  if (at < 0) return undefined;
  const close = closing(text, at + open.length);
  return close < 0 ? undefined : text.slice(at + open.length, close);
}

/**
 * The value of a tag that ModSecurity writes last of all, behind what a client wrote: the last one of its name.
 * @returns undefined if there is none, or an empty one
 */
function lastTag(text: string, name: string): string | undefined {
  const at = text.lastIndexOf(`[${name} "`);
  const value = at < 0 ? undefined : tagged(text, name, at);
  return value === '' ? undefined : value?.slice(0, MAX_KEPT);
}

/** What the rule did with the request, by the words that its message begins with. */
function outcomeOf(text: string): ModsecurityMessage['outcome'] {
  if (text.startsWith('Access denied')) return 'blocked';
  return text.startsWith('Warning.') || text.startsWith('Access allowed') ? 'passed' : undefined;
}

/** Where the rule's own tags begin: `[file "…"] [line "…"] [id "…"]`. */
const RULE_TAGS = /\[file "[^"\\]{1,500}"\] \[line "\d{1,9}"\] (?=\[id "\d{1,12}"\])/;

/** The message of a rule, with its id and severity made out of parts that are known. */
export function modsecurityRule(id: string, text: string, severity: string | undefined): ModsecurityMessage {
  const kind = crsClass(id);
  const kept = text.slice(0, MAX_KEPT);
  return {
    rule: id,
    message: kind === undefined ? kept : `${kind}: ${kept}`,
    ...(severity !== undefined && severity !== '' && { severity: severityName(severity) }),
  };
}

/**
 * Reads what follows `ModSecurity: ` (with it or without), from `Warning.` or `Access denied` to the last
 * tag. Time and client are those of the log it is in.
 * @returns undefined if it tells of no rule: ModSecurity's start, its own errors
 */
export function modsecurityMessage(line: string): ModsecurityMessage | undefined {
  const text = line.slice(0, MAX_LENGTH).replace(/^ModSecurity: /, '');
  if (!/^(?:Warning\.|Access denied|Access allowed|Multipart parsing error)/.test(text)) return undefined;
  const rule = RULE_TAGS.exec(text);
  const from = rule === null ? 0 : rule.index + rule[0].length;
  const id = tagged(text, 'id', from) ?? '';
  const said = tagged(text, 'msg', from) ?? text.split(' [', 1)[0] ?? '';
  const outcome = outcomeOf(text);
  const url = lastTag(text, 'uri');
  const requestId = lastTag(text, 'unique_id');
  return {
    ...modsecurityRule(/^\d{1,12}$/.test(id) ? id : '', said, tagged(text, 'severity', from)),
    ...(outcome !== undefined && { outcome }),
    ...(url !== undefined && { url }),
    ...(requestId !== undefined && { requestId }),
  };
}
