import type { MailTrace } from '../model/claim.ts';
import { address } from './values.ts';

/** So many traces of one notice are kept. */
const MAX_TRACES = 20;
/** A header block has this many lines at most, and a field so many characters of its folded lines. */
const MAX_BLOCK = 300;
const MAX_FIELD = 2000;

const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]{0,8}(.{0,1000})$/;
const FOLDED = /^[ \t]+\S/;

interface Field {
  /** Lower case. */
  name: string;
  /** Its lines, unfolded. */
  value: string;
}

/**
 * The blocks of header fields in a text: lines `Name: value` below each other, with their folded lines, of which one is a `Received`
 * line. A message's text that happens to have such a line somewhere is none.
 */
function blocksOf(lines: readonly string[]): Field[][] {
  const blocks: Field[][] = [];
  let block: Field[] = [];
  const end = (): void => {
    if (block.some(({ name }) => name === 'received')) blocks.push(block);
    block = [];
  };
  for (const line of lines) {
    const last = block.at(-1);
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      if (block.length < MAX_BLOCK) block.push({ name: name.toLowerCase(), value: value.trim() });
    } else if (last !== undefined && FOLDED.test(line)) {
      if (last.value.length < MAX_FIELD) last.value += ` ${line.trim().slice(0, 1000)}`;
    } else end();
  }
  end();
  return blocks;
}

type Reader = (value: string) => Omit<MailTrace, 'header'>[];

/** What the first group of a pattern names. */
function named(pattern: RegExp, kind: MailTrace['kind']): Reader {
  return (value) => {
    const [, found] = pattern.exec(value) ?? [];
    return found === undefined ? [] : [{ kind, value: found }];
  };
}

function all(...readers: readonly Reader[]): Reader {
  return (value) => readers.flatMap((read) => read(value));
}

/** A user id and a file's name, without its folder: `33:mailer.php`; of code that was built at run time, the file that ran it: `33:x.php(3) : eval()'d code`. */
const phpOrigin: Reader = (value) => {
  const [, uid, file] = /^(\d{1,10}):([^\s():]{1,255})(?:\(\d{1,10}\) : |$)/.exec(value) ?? [];
  if (uid === undefined || file === undefined) return [];
  return [
    { kind: 'script', value: file },
    { kind: 'uid', value: uid },
  ];
};

/** The script's address, and who called it: `shop.example/cache/x.php for 203.0.113.9`, more behind proxies with commas. */
const phpScript: Reader = (value) => {
  const [, script, callers = ''] = /^(\S{1,300}) for (.{1,300})$/.exec(value) ?? [];
  if (script === undefined) return [];
  const called = callers.split(',', 5).flatMap((part) => address(part.trim()) ?? []);
  return [
    { kind: 'script', value: script },
    ...called.map((caller): Omit<MailTrace, 'header'> => ({ kind: 'caller', value: caller })),
  ];
};

/** A name of a user of the system. */
const USER = String.raw`([a-z_][a-z0-9_.-]{0,31}\$?)`;

/**
 * Header fields in which mail software says who or what handed it a message:
 * X-PHP-Originating-Script: PHP's mail.add_x_header (https://www.php.net/manual/en/mail.configuration.php);
 * X-PHP-Script: the patch that hosting providers' builds of PHP carry;
 * X-Source, X-Source-Args, X-Source-Dir, X-Get-Message-Sender-Via, X-Authenticated-Sender: cPanel's Exim;
 * X-Authentication-Warning: Sendmail's PrivacyOptions=authwarnings;
 * Received: Postfix's pickup (`from userid 33`) and smtpd_sasl_authenticated_header, Exim's `with local`, Sendmail's submission,
 * qmail-queue's `invoked by uid`.
 */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['x-php-originating-script', phpOrigin],
  ['x-php-script', phpScript],
  ['x-source-args', named(/^(\S.{0,300})$/, 'command')],
  ['x-source-dir', named(/^(\S{1,300})$/, 'folder')],
  [
    'x-get-message-sender-via',
    all(
      named(/: authenticated_id: (\S{1,254})$/, 'account'),
      named(
        new RegExp(
          String.raw`: (?:acl_c_authenticated_local_user: |sender_ident via received_protocol == local: )${USER}(?:/|$)`,
        ),
        'user',
      ),
    ),
  ],
  ['x-authenticated-sender', named(/: (\S{1,254})$/, 'account')],
  ['x-authentication-warning', named(new RegExp(String.raw`: ${USER} set sender to `), 'user')],
  [
    'received',
    all(
      named(/^by \S{1,253} \(Postfix, from userid (\d{1,10})\)/, 'uid'),
      named(/\(Authenticated sender: ([^\s()]{1,254})\)/, 'account'),
      named(new RegExp(String.raw`^from ${USER} by \S{1,253} with local\b`), 'user'),
      named(new RegExp(String.raw`^\(from ${USER}@localhost\) by `), 'user'),
      named(/^\(qmail \d{1,10} invoked by uid (\d{1,10})\)/, 'uid'),
    ),
  ],
]);

/** How a field's name is written. */
const SPELLING: ReadonlyMap<string, string> = new Map([
  ['x-php-originating-script', 'X-PHP-Originating-Script'],
  ['x-php-script', 'X-PHP-Script'],
]);

function spelled(name: string): string {
  return SPELLING.get(name) ?? name.replaceAll(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * How the message that is complained of was sent, as its own header has it: the script, who called that, the user or the account.
 * Whoever sent the message can have written such fields himself.
 * @param lines of a third party's text, or of the message as it was attached
 */
export function readTraces(lines: readonly string[]): MailTrace[] {
  const traces = new Map<string, MailTrace>();
  for (const field of blocksOf(lines).flat()) {
    for (const trace of READERS.get(field.name)?.(field.value) ?? []) {
      const key = `${trace.kind} ${trace.value}`;
      if (traces.size < MAX_TRACES && !traces.has(key))
        traces.set(key, { header: spelled(field.name), ...trace });
    }
  }
  return [...traces.values()];
}
