import type { AttemptFact, Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { isAsked } from '../../parser.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { ATTEMPTS_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof ATTEMPTS_ROWS>();

/** An address or name, or one that was masked by hand before it was posted: `xx.43.xx.162`. */
const PLACE = '\\[?([\\w.:*-]{1,253}?)\\]?';

/** What the programs say, each with program, place and port. A result that is in the words comes with it. */
const SAYINGS: readonly { program: string; pattern: RegExp; outcome?: AttemptFact['outcome'] }[] = [
  {
    program: 'curl',
    pattern: new RegExp(
      `^(?:.{0,300}\\* |\\* |"|curl: \\(\\d+\\) |.{0,80}: )?Failed to connect to ${PLACE} port (\\d{1,5})`,
    ),
  },
  {
    program: 'curl',
    pattern: new RegExp(`^\\* connect to ${PLACE} port (\\d{1,5})(?: from \\S+ port \\d+)? failed: `),
  },
  {
    program: 'curl',
    pattern: new RegExp(`^(?:curl: \\(28\\) )Connection timed out after`),
    outcome: 'timed out',
  },
  {
    program: 'curl',
    pattern: new RegExp(`^\\* Connected to \\S+ \\(${PLACE}\\) port (\\d{1,5})`),
    outcome: 'connected',
  },
  {
    program: 'nc',
    pattern: new RegExp(
      `^nc: connect to ${PLACE}(?: \\(\\S+\\))? port (\\d{1,5}) \\((?:tcp|udp)\\) failed: `,
    ),
  },
  {
    program: 'nc',
    pattern: new RegExp(`^\\S{1,253} \\[${PLACE}\\] (\\d{1,5}) \\([^)]{1,40}\\)(?: open| : )`),
  },
  {
    program: 'nc',
    pattern: new RegExp(
      `^Connection to ${PLACE}(?: \\(\\S+\\))? (\\d{1,5}) port \\[[^\\]]{1,40}\\] succeeded!`,
    ),
    outcome: 'connected',
  },
  {
    program: 'ncat',
    pattern: new RegExp(`^Ncat: Connected to ${PLACE}:(\\d{1,5})\\.`),
    outcome: 'connected',
  },
  {
    program: 'wget',
    pattern: new RegExp(
      `^Connecting to (?:\\S+ \\(\\S+\\)\\|)?${PLACE}\\|?:(\\d{1,5})\\.\\.\\. (?:failed: |connected)`,
    ),
  },
  { program: 'telnet', pattern: new RegExp(`^telnet: connect to address ${PLACE}: `) },
];

const OUTCOMES: readonly (readonly [RegExp, AttemptFact['outcome']])[] = [
  [/refused/i, 'refused'],
  [/timed out|timeout/i, 'timed out'],
  [/unreachable|no route/i, 'unreachable'],
  [/\bopen$|succeeded|connected\b/i, 'connected'],
];

/** telnet names the place in one line and the result in the next. */
const TRYING = new RegExp(`^(?:Trying ${PLACE}\\.\\.\\.|\\*\\s+Trying ${PLACE}:(\\d{1,5})\\.\\.\\.)\\s*$`);
const RESULT = /^telnet: Unable to connect to remote host: (.*)$|^(Connected to )\S+\.$/;
const NOISE =
  /^\s{1,4}% Total\s|^\s{10,}Dload\s+Upload|^\s{0,4}\d{1,3}\s+\S+\s+\d{1,3}\s.*--:--|^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--|^Escape character is|^Connection closed by foreign host|^\* (?:Closing connection|Immediate connect fail|Trying|TCP_NODELAY)/;

/** @returns undefined: no words of such a program */
function attemptIn(line: string, origin: Origin): AttemptFact | undefined {
  for (const { program, pattern, outcome } of SAYINGS) {
    const match = pattern.exec(line);
    if (match?.[1] === undefined) continue;
    return {
      program,
      remote: match[1],
      ...given('port', wholeNumber(match[2])),
      outcome: outcome ?? outcomeOf(line),
      origin,
    };
  }
  return undefined;
}

function outcomeOf(text: string): AttemptFact['outcome'] {
  return OUTCOMES.find(([pattern]) => pattern.test(text.trimEnd()))?.[1] ?? 'failed';
}

class AttemptsReader implements Reader {
  readonly #facts: Facts;
  #trying: { remote: string; port?: number } | undefined;
  readonly #port: number | undefined;

  constructor(facts: Facts, port: number | undefined) {
    this.#facts = facts;
    this.#port = port;
  }

  line(text: string, origin: Origin): Outcome {
    const attempt = attemptIn(text, origin);
    if (attempt !== undefined) {
      this.#trying = undefined;
      // curl says the same attempt twice: as it goes on, and at its end.
      const last = this.#facts.attempts.at(-1);
      const again =
        attempt.program === 'curl' &&
        last?.program === 'curl' &&
        last.remote === attempt.remote &&
        last.port === attempt.port;
      if (again) return { skipped: reason('attemptsAgain') };
      this.#facts.attempts.push(attempt);
      return 'parsed';
    }
    const [, remote, other, port] = TRYING.exec(text) ?? [];
    if (remote !== undefined || other !== undefined) {
      this.#trying = { remote: remote ?? other ?? '', ...given('port', wholeNumber(port) ?? this.#port) };
      return { skipped: reason('attemptsElsewhere') };
    }
    const [, failure, success] = RESULT.exec(text) ?? [];
    if (this.#trying !== undefined && (failure !== undefined || success !== undefined)) {
      this.#facts.attempts.push({
        program: 'telnet',
        ...this.#trying,
        outcome: success === undefined ? outcomeOf(failure ?? '') : 'connected',
        origin,
      });
      this.#trying = undefined;
      return 'parsed';
    }
    return NOISE.test(text) ? { skipped: reason('attemptsProgress') } : undefined;
  }
}

export const ATTEMPTS: HostParser = {
  name: 'attempts',
  rows: ATTEMPTS_ROWS,
  title: 'Connections tried by hand: curl, nc, telnet, wget',
  programs: ['curl', 'nc', 'ncat', 'telnet', 'wget', 'netcat'],
  wraps: false,
  closed: true,
  sample: 'curl: (7) Failed to connect to 203.0.113.5 port 80: Connection timed out',
  begin(line, facts, asked) {
    const origin = { evidence: '', line: 0, by: '' };
    const own = isAsked(ATTEMPTS, asked);
    const begins = attemptIn(line, origin) !== undefined || TRYING.test(line) || (own && NOISE.test(line));
    const port = own && asked?.program === 'telnet' ? wholeNumber(asked.words.at(-1)) : undefined;
    return begins ? new AttemptsReader(facts, port) : undefined;
  },
  hides: () => ({
    unseen: ['other destinations', 'processes'],
    next: ['ss -tunap', 'ss -wanp', 'iptables-save'],
  }),
};
