import type { Facts, Origin } from '../../facts.ts';
import { INDICATORS } from '../../indicators/families.ts';
import { TEMPORARY_PATH } from '../../indicators/usual.ts';
import { hostReason } from '../../reason.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { isScript } from '../../scripts/places.ts';
import { secondOf } from '../../live/read.ts';
import { given, wholeNumber } from '../../text/words.ts';

/**
 * A row of a body file (The Sleuth Kit 3 and later, mactime's input): MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime;
 * times in seconds since 1970, mode as ls shows it.
 */
const ROW =
  /^(?:0|[0-9a-f]{32})\|(\/.{0,4096})\|[\d-]{0,24}\|(?:[-dlrcbpsuvV]\/)?([-dlrcbpsvV][rwxsStT-]{9})[.+@]?\|(\d{1,10})\|\d{1,10}\|(\d{1,16})\|-?\d{1,14}(?:\.\d+)?\|(-?\d{1,14})(?:\.\d+)?\|(-?\d{1,14})(?:\.\d+)?\|(-?\d{0,14})(?:\.\d+)?$/;
const BEGUN = /^(?:0|[0-9a-f]{32})\|\//;

function moment(seconds: string | undefined): string | undefined {
  const value = Number(seconds);
  // Years that a date can have.
  return value > 0 && value < 253_402_300_800 ? secondOf(new Date(value * 1000)) : undefined;
}

/** Of hundreds of thousands of files those that a rule looks at. */
function isLookedAt(path: string): boolean {
  return TEMPORARY_PATH.test(path) || isScript(path) || INDICATORS.some(({ pattern }) => pattern.test(path));
}

class BodyfileReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const [row, name = '', mode = '', owner, size, modified, changed, born] = ROW.exec(text) ?? [];
    if (row === undefined) {
      return BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'mactime' }) }
        : undefined;
    }
    // The Sleuth Kit writes a plain file as `r/r`.
    const arrow = mode.startsWith('l') ? name.indexOf(' -> ') : -1;
    const path = arrow < 0 ? name : name.slice(0, arrow);
    if (mode.startsWith('d') || !isLookedAt(path))
      return { skipped: hostReason('pasteUnused', { program: 'mactime' }) };
    this.#facts.files.push({
      path,
      mode: mode.replace(/^r/, '-'),
      ...given('owner', owner),
      ...given('size', wholeNumber(size)),
      ...given('modified', moment(modified)),
      ...given('changed', moment(changed)),
      ...given('born', moment(born)),
      ...given('target', arrow < 0 ? undefined : name.slice(arrow + 4)),
      origin,
    });
    return 'parsed';
  }
}

/** Files of a host with their times, as fls, mac-robber and UAC write them. */
export const BODYFILE: HostParser = {
  name: 'bodyfile',
  title: 'body file of The Sleuth Kit (fls -m, mac-robber, UAC)',
  programs: ['fls', 'mac-robber'],
  wraps: false,
  sample: '0|/tmp/Lixsyn|131|-rwxr-xr-x|0|0|598416|1513216860|1513216860|1513216860|0',
  begin: (line, facts) => (BEGUN.test(line) ? new BodyfileReader(facts) : undefined),
  hides: () => ({ unseen: ['content'], next: ['sha256sum FILE'] }),
};
