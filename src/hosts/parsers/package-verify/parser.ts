import type { Facts, Origin, PackageFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { hostReason } from '../../reason.ts';

/** `??5?????? c /etc/x`, `S.5....T.  c /etc/x`, `missing     /bin/ls`, `.......T.    /x (replaced)`. */
const ROW =
  /^(missing|[S.?][M.?][5.?][D.?][L.?][U.?][G.?][T.?][P.?]?(?:[.?]{0,3}))\s{1,5}(?:([cdglnr])\s)?\s{0,4}(\/.*)$/;

class VerifyReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^(?:dpkg|rpm|Unsatisfied dependencies)\b/.test(text))
      return { skipped: hostReason('pasteRemark', { program: 'rpm, dpkg, debsums' }) };
    const fact = factOf(text, origin);
    if (fact === undefined) return undefined;
    this.#facts.packages.push(fact);
    return 'parsed';
  }
}

function factOf(text: string, origin: Origin): PackageFact | undefined {
  const [, marks, kind, path = ''] = ROW.exec(text) ?? [];
  if (marks === undefined) return undefined;
  const what = marks === 'missing' ? 'missing' : marks[2] === '5' ? 'content' : 'attributes';
  return {
    path: path
      .replace(/ \((?:replaced|not installed|net shared|wrong color|no state|[A-Z][^()]{1,60})\)$/, '')
      .trimEnd(),
    what,
    configuration: kind === 'c',
    origin,
  };
}

export const PACKAGE_VERIFY: HostParser = {
  name: 'package-verify',
  title: 'dpkg -V (--verify), rpm -Va',
  programs: ['dpkg', 'rpm', 'debsums'],
  wraps: true,
  closed: true,
  sample: '??5??????   /usr/bin/ss',
  begin: (line, facts) => (ROW.test(line) ? new VerifyReader(facts) : undefined),
  hides: (asked) => ({
    unseen: [...(asked?.program === 'rpm' ? [] : (['changed modes'] as const)), 'unpackaged files'],
    next: ['find /usr/bin /usr/sbin /etc/init.d -newer /etc/machine-id -ls', 'sha256sum FILE'],
  }),
};
