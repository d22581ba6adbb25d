import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { SUMS_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof SUMS_ROWS>();

const SHA256 = /^\\?([0-9a-f]{64}) [ *](\S.*)$/;
const OTHER = /^\\?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{128}) [ *]\S/;

class SumsReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const [, sha256, path] = SHA256.exec(text) ?? [];
    if (sha256 !== undefined && path !== undefined) {
      this.#facts.files.push({ path, sha256, origin });
      return 'parsed';
    }
    return OTHER.test(text) ? { skipped: reason('sumsOther') } : undefined;
  }
}

export const SUMS: HostParser = {
  name: 'sums',
  rows: SUMS_ROWS,
  title: 'sha256sum (coreutils, BusyBox)',
  programs: ['sha256sum', 'md5sum', 'sha1sum', 'sha512sum'],
  wraps: true,
  sample: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  /tmp/Lixsyn',
  begin: (line, facts) => (SHA256.test(line) || OTHER.test(line) ? new SumsReader(facts) : undefined),
  hides: () => ({ unseen: ['content', 'processes'], next: ['file FILE', 'ls -l /proc/[0-9]*/exe'] }),
};
