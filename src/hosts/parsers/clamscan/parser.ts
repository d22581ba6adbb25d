import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, isAsked, SUMMARY } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { CLAMSCAN_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof CLAMSCAN_ROWS>();

const FOUND = /^(\S.{0,4096}?): (\S{1,200}) FOUND$/;
const CLEAN = /^\S.{0,4096}: (?:OK|Empty file|Excluded|Symbolic link|Access denied.*|.{1,200} ERROR)$/;
const COUNTS =
  /^(?:Known viruses|Engine version|Scanned directories|Scanned files|Infected files|Total errors|Data scanned|Data read|Time|Start Date|End Date): /;

class ClamscanReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const [, path, signature] = FOUND.exec(text) ?? [];
    if (path !== undefined && signature !== undefined) {
      this.#facts.malware.push({ path, signature, scanner: 'ClamAV', origin });
      return 'parsed';
    }
    if (/^-+ SCAN SUMMARY -+$/.test(text)) return HEADER;
    if (COUNTS.test(text)) return SUMMARY;
    if (/^LibClamAV (?:Warning|Error)/.test(text))
      return { skipped: hostReason('pasteRemark', { program: 'clamscan' }) };
    return CLEAN.test(text) ? { skipped: reason('clamscanClean') } : undefined;
  }
}

export const CLAMSCAN: HostParser = {
  name: 'clamscan',
  rows: CLAMSCAN_ROWS,
  title: 'clamscan, clamdscan (ClamAV)',
  programs: ['clamscan', 'clamdscan'],
  wraps: true,
  sample: '/tmp/Lixsyn: Unix.Trojan.Agent-37008 FOUND',
  begin(line, facts, asked) {
    const weak = isAsked(CLAMSCAN, asked) && CLEAN.test(line);
    return FOUND.test(line) ||
      /^LibClamAV (?:Warning|Error): /.test(line) ||
      /^-+ SCAN SUMMARY -+$/.test(line) ||
      weak
      ? new ClamscanReader(facts)
      : undefined;
  },
  hides: () => ({
    unseen: ['new malware', 'processes'],
    next: ['ls -l /proc/[0-9]*/exe', 'dpkg -V', 'rpm -Va'],
  }),
};
