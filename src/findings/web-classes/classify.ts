import type { RequestClassifier } from '../../events/engines/duckdb/request-classes.ts';
import { isCommand } from './commands.ts';
import { JAVA, LFI, namesOf, PHP, PROTOCOL, RCE, RFI, SCANNER, SQL, XSS } from './classes.ts';
import type { ClassSet } from './classes.ts';
import { Decoder, OVERLONG } from './decoding.ts';
import { isLocalFile, isRemoteFile } from './files.ts';
import { isJava } from './java.ts';
import { isPhp } from './php.ts';
import { isOddMethod, isProtocolAttack } from './protocol.ts';
import { SCANNER_AGENTS } from './scanners.ts';
import { isSqlInjection } from './sql.ts';
import { AMPERSAND, ENCODED, TRIGGER_SEARCH } from './triggers.ts';
import type { Value } from './value.ts';
import { isCrossSiteScripting } from './xss.ts';

const DECODER = new Decoder();

/** Signs for which the name of a parameter is looked at like a value. */
const ODD_NAME = /[<>'"();|`$\\/:\s]/;

/** Names by which a value that would say nothing elsewhere is of a class. */
const ODD_PARAMETER =
  /cmd|exec|command|shell|run|system|todo|daemon|^c$|^class\.|^\$where|\[\$|globals|^_(?:server|get|post|request|session)\[|allow_url|auto_|^redirect|^action/;
const OF_ODD_PARAMETER = SQL | RCE | PHP | JAVA;

function classesOfValue(value: Value, may: number): ClassSet {
  let found = 0;
  if ((may & SQL) !== 0 && isSqlInjection(value)) found |= SQL;
  if ((may & XSS) !== 0 && isCrossSiteScripting(value)) found |= XSS;
  if ((may & LFI) !== 0 && isLocalFile(value)) found |= LFI;
  if ((may & RFI) !== 0 && isRemoteFile(value)) found |= RFI;
  if ((may & RCE) !== 0 && isCommand(value)) found |= RCE;
  if ((may & PHP) !== 0 && isPhp(value)) found |= PHP;
  if ((may & JAVA) !== 0 && isJava(value)) found |= JAVA;
  if (((may & PROTOCOL) !== 0 || (value.marks & OVERLONG) !== 0) && isProtocolAttack(value))
    found |= PROTOCOL;
  return found;
}

/** A part of a request, decoded where there is something to decode, and what it may be. */
function partOf(
  text: string,
  from: number,
  to: number,
  place: Value['place'],
  name: string,
): { value: Value; may: number } {
  const raw = text.slice(from, to);
  const may = TRIGGER_SEARCH.find(text, from, to);
  if ((may & ENCODED) === 0) {
    const lower = raw.toLowerCase();
    return {
      value: { text: place === 'query' ? lower.replaceAll('+', ' ') : lower, raw, marks: 0, place, name },
      may,
    };
  }
  DECODER.decode(text, from, to, place === 'query');
  return {
    value: { text: DECODER.text, raw, marks: DECODER.marks, place, name },
    may: TRIGGER_SEARCH.findIn(DECODER.codes, DECODER.length),
  };
}

/** Of a part of a request, the classes that it is of. */
function classesOfPart(text: string, from: number, to: number, place: Value['place'], name = ''): ClassSet {
  const { value, may } = partOf(text, from, to, place, name);
  const odd = name !== '' && ODD_PARAMETER.test(name) ? OF_ODD_PARAMETER : 0;
  return classesOfValue(value, may | odd | (value.text.includes('&') ? RCE : 0));
}

/** One parameter: its value, and its name where that is more than a name. */
function classesOfParameter(url: string, from: number, to: number): ClassSet {
  const equals = url.indexOf('=', from);
  if (equals < 0 || equals >= to) return classesOfPart(url, from, to, 'query');
  const name = partOf(url, from, equals, 'query', '').value.text;
  const found = classesOfPart(url, equals + 1, to, 'query', name);
  // What is no name was not meant to be one: the equals sign belongs to the text.
  return ODD_NAME.test(name) ? found | classesOfPart(url, from, to, 'query') : found;
}

/**
 * Of which classes a request is by its address: path and query, as they were sent. In linear time; the same text always
 * gives the same. Each parameter is looked at by itself, so that words of several do not add up.
 * @param url path, and the query behind a question mark
 */
export function classesOfUrl(url: string): ClassSet {
  const end = url.length;
  let may = TRIGGER_SEARCH.find(url, 0, end);
  if (may === 0) return 0;
  if ((may & ENCODED) !== 0) {
    DECODER.decode(url, 0, end, true);
    may = (may & AMPERSAND) | (TRIGGER_SEARCH.findIn(DECODER.codes, DECODER.length) & ~ENCODED);
    if (may === 0 && (DECODER.marks & OVERLONG) === 0) return 0;
  }
  let found = may & SCANNER;
  const mark = url.indexOf('?');
  const path = mark < 0 ? end : mark;
  found |= classesOfPart(url, 0, path, 'path');
  for (let from = path + 1; from < end;) {
    const next = url.indexOf('&', from);
    const to = next < 0 ? end : next;
    if (to > from) found |= classesOfParameter(url, from, to);
    from = to + 1;
  }
  return found;
}

/** Of which classes a request is by a header that the log has: what a program says of itself, or where it came from. */
function classesOfHeader(text: string): ClassSet {
  const { value, may } = partOf(text, 0, text.length, 'header', '');
  return classesOfValue(value, may & ~(RFI | SCANNER));
}

export function classesOfAgent(agent: string): ClassSet {
  const lower = agent.toLowerCase();
  const scanner = SCANNER_AGENTS.some((word) => lower.includes(word)) ? SCANNER : 0;
  return scanner | classesOfHeader(agent);
}

/** A page that was asked for with an attack is the referer of what it loads: the query of a referer says nothing of this request. */
export function classesOfReferer(referer: string): ClassSet {
  const query = referer.indexOf('?');
  const own = /^https?:\/\//i.test(referer);
  return classesOfHeader(own && query >= 0 ? referer.slice(0, query) : referer);
}

export function classesOfMethod(method: string): ClassSet {
  return isOddMethod(method) ? PROTOCOL : 0;
}

/** The classes of each part of a request, by name. */
export const REQUEST_CLASSIFIER: RequestClassifier = {
  url: (url) => namesOf(classesOfUrl(url)),
  agent: (agent) => namesOf(classesOfAgent(agent)),
  referer: (referer) => namesOf(classesOfReferer(referer)),
  method: (method) => namesOf(classesOfMethod(method)),
};
