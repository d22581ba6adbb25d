import type { AbuseType } from '../../../model/abuse-types.ts';
import type { ClaimedFlow } from '../../../model/claim.ts';
import type { Instant } from '../../../model/instant.ts';
import { protocolNumber } from '../../../net/protocols.ts';
import { keptText, statement } from '../../form.ts';
import { readTime } from '../../time.ts';
import { address, port } from '../../values.ts';
import type { Statement } from '../sender.ts';

/** What a report says, whichever version of the form it has. Texts as they are there. */
export interface Report {
  type: AbuseType;
  /** The form's own word: `connection/login_attack`. */
  word: string;
  reference?: string;
  source?: string;
  target?: string;
  targetPort?: number;
  sourcePort?: number;
  protocol?: string;
  /** First and last time. */
  times: readonly (string | undefined)[];
  /** Log lines and other texts. */
  evidence: readonly string[];
}

/** A date with its time and zone, as the form asks for it (RFC 3339, `T` between, a colon in the offset). */
const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function flowOf(report: Report): ClaimedFlow | undefined {
  const remote = address(report.target ?? '');
  const protocol = protocolNumber(report.protocol ?? '');
  const [to, from] = [port(String(report.targetPort ?? '')), port(String(report.sourcePort ?? ''))];
  const flow: ClaimedFlow = {
    ...(protocol === undefined ? {} : { protocol }),
    ...(remote === undefined ? {} : { remote }),
    ...(to === undefined ? {} : { remote_ports: [to] }),
    ...(from === undefined ? {} : { local_ports: [from] }),
  };
  return remote === undefined && to === undefined ? undefined : flow;
}

/**
 * The statement of a report. A time that is not of the form's own shape, and a source that is no address, are among what was
 * not understood: nothing is concluded from them.
 * @param strict the form asks for RFC 3339; an older one took the date of a mail
 */
export function stated(report: Report, strict: boolean): { statement: Statement; unread: string[] } {
  const unread: string[] = [];
  const instants: Instant[] = [];
  let zoned = true;
  for (const text of report.times) {
    if (text === undefined) continue;
    const time = strict && !RFC3339.test(text) ? undefined : readTime(text);
    if (time === undefined) unread.push(`time: ${text.slice(0, 100)}`);
    else {
      instants.push(time.instant);
      zoned &&= time.zoned;
    }
  }
  const source = address(report.source ?? '');
  if (source === undefined && report.source !== undefined)
    unread.push(`source: ${report.source.slice(0, 200)}`);
  const [from, to] = [instants.sort()[0], instants.at(-1)];
  const flow = flowOf(report);
  const forwarded = report.evidence.filter((text) => text.trim() !== '');
  return {
    statement: statement(report.type, {
      reported_activity: report.word,
      ...(report.reference === undefined ? {} : { reference: report.reference }),
      addresses: source === undefined ? [] : [source],
      ...(from === undefined ? {} : { window: { from, ...(to === undefined || to === from ? {} : { to }) } }),
      ...(zoned ? {} : { zone: 'assumed UTC' }),
      flows: flow === undefined ? [] : [flow],
      ...(forwarded.length === 0
        ? {}
        : { forwarded: keptText(forwarded.flatMap((text) => text.split(/\r?\n/))) }),
    }),
    unread,
  };
}
