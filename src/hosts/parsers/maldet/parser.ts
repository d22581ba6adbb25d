import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, SUMMARY } from '../../parser.ts';
import { hostReason } from '../../reason.ts';

/** `{HEX}php.base64.v23au.185 : /var/www/x.php => /usr/local/maldetect/quarantine/x.php.1234` */
const HIT = /^(\{(?:HEX|MD5|SHA256|YARA|CAV|SA|STAT|CSIG)\}\S{1,200})\s:\s(\/.{1,4096}?)(?:\s=>\s\/.*)?$/;
const TITLE = /^(?:FILE HIT LIST:|Linux Malware Detect v\d|malware detect scan report for )/;
const COUNTS =
  /^(?:SCAN ID|TIME|STARTED|COMPLETED|ELAPSED|HOST|PATH|RANGE|TOTAL FILES|TOTAL HITS|TOTAL CLEANED):\s/;

class MaldetReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const [, signature, path] = HIT.exec(text) ?? [];
    if (signature !== undefined && path !== undefined) {
      this.#facts.malware.push({ path, signature, scanner: 'Linux Malware Detect', origin });
      return 'parsed';
    }
    if (TITLE.test(text) || /^=+$/.test(text)) return HEADER;
    if (COUNTS.test(text)) return SUMMARY;
    return /^(?:WARNING|NOTE): |^\s{0,4}\(C\) 20\d\d|^This program may be freely|^maldet\(\d+\):/.test(text)
      ? { skipped: hostReason('pasteRemark', { program: 'maldet' }) }
      : undefined;
  }
}

export const MALDET: HostParser = {
  name: 'maldet',
  title: 'Linux Malware Detect (maldet)',
  programs: ['maldet'],
  wraps: true,
  sample: '{HEX}php.base64.v23au.185 : /var/www/html/wp-content/uploads/x.php',
  begin: (line, facts) => (HIT.test(line) || TITLE.test(line) ? new MaldetReader(facts) : undefined),
  hides: () => ({ unseen: ['new malware', 'processes'], next: ['ls -l /proc/[0-9]*/exe', 'ps -ef'] }),
};
