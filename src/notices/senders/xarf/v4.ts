import type { AbuseType } from '../../../model/abuse-types.ts';
import { decodeText } from '../../mail.ts';
import { isObject, numberAt, textAt } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Report } from './report.ts';

/** XARF v4.2 (2026-03-20), category/type, in the words of the house; what is not here has no word of its own there. */
const TYPES: ReadonlyMap<string, AbuseType> = new Map([
  ['connection/ddos', 'ddos'],
  ['connection/infected_host', 'infected_host'],
  ['connection/login_attack', 'login_attack'],
  ['connection/port_scan', 'port_scan'],
  ['connection/reconnaissance', 'reconnaissance'],
  ['connection/scraping', 'scraping'],
  ['connection/sql_injection', 'sql_injection'],
  ['connection/vulnerability_scan', 'vulnerability_scan'],
  ['messaging/spam', 'spam'],
  ['messaging/bulk_messaging', 'spam'],
  ['infrastructure/botnet', 'infected_host'],
  ['infrastructure/compromised_server', 'infected_host'],
  ['content/phishing', 'phishing'],
  ['content/malware', 'malware'],
]);

const MAX_ITEMS = 50;
const MAX_PAYLOAD = 1024 * 1024;

/** Texts among the evidence items, whose payload is in base64. */
function evidenceOf(report: Json): string[] {
  const items: unknown = report['evidence'];
  if (!Array.isArray(items)) return [];
  return items.slice(0, MAX_ITEMS).flatMap((item: unknown) => {
    if (!isObject(item) || !/^(?:text\/|message\/)/.test(textAt(item, 'content_type') ?? '')) return [];
    const payload = item['payload'];
    if (typeof payload !== 'string' || payload.length > MAX_PAYLOAD) return [];
    return [decodeText(Buffer.from(payload, 'base64'))];
  });
}

function typeOf(category: string, type: string): AbuseType {
  return category === 'copyright' ? 'copyright' : (TYPES.get(`${category}/${type}`) ?? 'other');
}

/** A report of version 4; undefined: it is not one. */
export function readV4(report: Json): Report | undefined {
  const [category, type] = [textAt(report, 'category'), textAt(report, 'type')];
  if (
    textAt(report, 'xarf_version')?.startsWith('4.') !== true ||
    category === undefined ||
    type === undefined
  )
    return undefined;
  return {
    type: typeOf(category, type),
    word: `${category}/${type}`.slice(0, 200),
    reference: textAt(report, 'report_id'),
    source: textAt(report, 'source_identifier'),
    sourcePort: numberAt(report, 'source_port'),
    target: textAt(report, 'destination_ip'),
    targetPort: numberAt(report, 'destination_port'),
    protocol: textAt(report, 'protocol'),
    // `timestamp` is when it was reported, where the report says when it happened.
    times:
      textAt(report, 'first_seen') === undefined
        ? [textAt(report, 'timestamp')]
        : [textAt(report, 'first_seen'), textAt(report, 'last_seen')],
    evidence: evidenceOf(report),
  };
}
