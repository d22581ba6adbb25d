import { parseAddress } from '../net/address.ts';
import { specialOf } from '../net/special.ts';

/** What is not the receiver's business: the words are those of the marks, and of the counts beside a complaint. */
const REDACTED = [
  'user',
  'host name',
  'internal address',
  'e-mail address',
  'query value',
  'cookie',
  'token',
] as const;
type Redacted = (typeof REDACTED)[number];

/** A text that is known to be one of these, because a column of the line's row has it. */
export interface KnownName {
  what: Redacted;
  value: string;
}

/** Longer texts of evidence are cut before they are looked at: each pattern passes over them once. */
const LONGEST = 4096;

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** `CORP\m.lee`, `m.lee@corp.example` and `host\sam$` name somebody by each of their parts. */
function partsOf({ what, value }: KnownName): string[] {
  const parts = what === 'user' ? value.split(/[\\@/]/) : [];
  return [value, ...parts].map((part) => part.trim()).filter((part) => part !== '' && part !== '-');
}

/** The same text as logs write it: percent-encoded, with `+` for a blank, with escapes, in another case. */
function writings(text: string): string[] {
  const encoded = encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\uFFFD'));
  const plus = text.replaceAll(' ', '+');
  const json = JSON.stringify(text).slice(1, -1);
  return [text, encoded, encoded.replaceAll('%20', '+'), plus, json, text.replaceAll('\\', '\\\\')];
}

/** May a text, in lower case, have the name in some writing? To look costs a fraction of making a pattern. */
function mayHave(lower: string, value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- of other letters a pattern knows more pairs of cases
  if (!/^[\u0000-\u007F]*$/.test(value)) return true;
  return writings(value).some((text) => lower.includes(text.toLowerCase()));
}

/** A name is replaced where it stands by itself, so that the user `a` does not take every letter with it. */
const ALONE = ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] as const;

/** Before a host's name stand the names of others below it. */
const BELOW = '(?:[\\p{L}\\p{N}_-]{1,63}\\.){0,8}';

/** To make a pattern takes longer than to look for it, and most lines have the names of others. */
const MOST_PATTERNS = 5000;
const patterns = new Map<string, RegExp>();

function patternOf(what: Redacted, value: string): RegExp {
  const key = `${what === 'host name' ? 'below' : ''} ${value}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const made = makePattern(what, value);
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  patterns.set(key, made);
  return made;
}

function makePattern(what: Redacted, value: string): RegExp {
  const texts = [...new Set(writings(value))].map(escaped).join('|');
  return new RegExp(`${ALONE[0]}${what === 'host name' ? BELOW : ''}(?:${texts})${ALONE[1]}`, 'giu');
}

const MAIL_OF_USER = /(\uE001)@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu;
const MAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu;
/** Cookies and credentials run to the end of their field: a quote, or the line. */
const COOKIE = /\b((?:set-)?cookie2?["']?\s{0,3}[:=]\s{0,3}["']?)([^"'\r\n]{1,4096})/giu;
const AUTHORIZATION =
  /\b((?:proxy-)?authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:basic|bearer|digest|negotiate|ntlm)\s{1,3})?)([^"'\r\n]{1,4096})/giu;
const BEARER = /\b((?:bearer|basic)\s{1,3})([A-Za-z0-9+/=._~-]{8,4096})/giu;
/** JSON web tokens, access keys of AWS, keys of GitHub and Slack: they are known by how they begin. */
const TOKEN =
  /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]{4,}){1,4}|\b(?:AKIA|ASIA|AROA)[A-Z0-9]{12,20}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}/g;
const SECRET_NAME =
  '(?:[\\w.-]{0,40}(?:token|secret|passw(?:or)?d|pwd|passwd|apikey|api[_-]key|session(?:id)?|sid|auth|signature|sig|csrf|xsrf|credential|otp|code|key|ticket)[\\w.-]{0,20})';
/** `session=<aB3…>`, `api_key: x`, `"password":"x"`. */
const NAMED = new RegExp(
  `\\b(${SECRET_NAME}["']?\\s{0,2}[:=]\\s{0,2}["'<]?)([^\\s"'<>&;,\\]})\uE000]{1,1024})`,
  'giu',
);
/** `theme=dark;+cadata=x`: a field of cookies, which have no column. */
const PAIR = /([\w.$%-]{1,80}=)([^\s;&"'\uE000]{1,2048})/g;
/** Long and of letters and digits in turn: nobody's word. */
const RANDOM =
  /(?<![A-Za-z0-9+_=-])(?=[A-Za-z+_-]{0,512}\d)(?=[0-9+_-]{0,512}[A-Za-z])[A-Za-z0-9+_-]{24,512}={0,2}(?![A-Za-z0-9+_=-])/g;
const ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:]|\.\d)/g;

/** Texts without what identifies people and machines of ours; the same name gets the same number in all of them. */
export class Redactor {
  readonly #numbers = new Map<string, number>();
  readonly #of = new Map<Redacted, number>();
  readonly #counts = new Map<Redacted, number>();

  /** How often each was replaced, in the order of `REDACTED`. */
  get counts(): { what: string; count: number }[] {
    return REDACTED.flatMap((what) => {
      const count = this.#counts.get(what) ?? 0;
      return count === 0 ? [] : [{ what, count }];
    });
  }

  /** `[user 1]`: who is meant can be told apart, and not who it is. */
  mark(what: Redacted, value: string): string {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    if (what !== 'user' && what !== 'host name') return `[${what}]`;
    const key = `${what} ${value.toLowerCase()}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = (this.#of.get(what) ?? 0) + 1;
      this.#of.set(what, number);
      this.#numbers.set(key, number);
    }
    return `[${what} ${number}]`;
  }

  /**
   * One line, as far as 4,096 characters.
   * @param known what columns of its row have
   * @param pairs it has no words of a program: whatever stands behind `name=` is a cookie's or a parameter's value
   */
  line(text: string, known: readonly KnownName[], pairs = false): string {
    // What is put in must not be looked at again: a user may be called `user`.
    const marks: string[] = [];
    const hold = (mark: string): string => `\uE000${marks.push(mark) - 1}\uE001`;
    let line = text.slice(0, LONGEST).replaceAll(/[\uE000\uE001]/g, '\uFFFD');
    const put = (pattern: RegExp, what: Redacted): void => {
      line = line.replaceAll(pattern, (match: string, ...groups: unknown[]) => {
        const [before, secret] = groups;
        return typeof before === 'string' && typeof secret === 'string'
          ? before + hold(this.mark(what, secret))
          : hold(this.mark(what, match));
      });
    };
    const lower = line.toLowerCase();
    for (const { what, value, whole } of ordered(known)) {
      if (!mayHave(lower, value)) continue;
      const pattern = patternOf(what, value);
      line = line.replaceAll(pattern, () => hold(this.mark(what, whole)));
    }
    put(COOKIE, 'cookie');
    put(AUTHORIZATION, 'token');
    put(BEARER, 'token');
    put(TOKEN, 'token');
    // Of an address whose first part is a user's name, the host is left: it is ours as well.
    line = line.replaceAll(MAIL_OF_USER, '$1');
    put(MAIL, 'e-mail address');
    put(NAMED, 'token');
    if (pairs) put(PAIR, 'cookie');
    put(RANDOM, 'token');
    line = line.replaceAll(ADDRESS, (match) =>
      isInternal(match) ? hold(this.mark('internal address', match)) : match,
    );
    return line.replaceAll(/\uE000(\d+)\uE001/g, (_, at: string) => marks[Number(at)] ?? '');
  }
}

/** The longest first: of `m.lee@corp.example` and `m.lee` the first is the whole. */
function ordered(known: readonly KnownName[]): { what: Redacted; value: string; whole: string }[] {
  const all = known.flatMap((one) =>
    partsOf(one).map((value) => ({ what: one.what, value, whole: one.value })),
  );
  return all.toSorted((a, b) => b.value.length - a.value.length);
}

/** An address that means something inside our networks alone. */
export function isInternal(text: string): boolean {
  const address = parseAddress(text);
  const special = address && specialOf(address);
  return special !== undefined && !special.global && special.kind !== 'documentation';
}

/** Does a text still have what its row says must not go out? */
export function leaks(text: string, known: readonly KnownName[]): boolean {
  return ordered(known).some(({ what, value }) => {
    if (!mayHave(text.toLowerCase(), value)) return false;
    const rest = text.replaceAll(/\[(?:user|host name) \d+\]|\[[a-z -]+\]/g, '');
    return rest.search(patternOf(what, value)) >= 0;
  });
}
