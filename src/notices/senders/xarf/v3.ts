import type { AbuseType } from '../../../model/abuse-types.ts';
import { decodeText } from '../../mail.ts';
import { isObject, numberAt, objectAt, textAt } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Report } from './report.ts';

/** XARF v3's report types, without hyphens; its archived schema, 2026. */
const TYPES: ReadonlyMap<string, AbuseType> = new Map([
  ['spam', 'spam'],
  ['loginattack', 'login_attack'],
  ['portscan', 'port_scan'],
  ['ddos', 'ddos'],
  ['phishing', 'phishing'],
  ['malware', 'malware'],
  ['botnet', 'infected_host'],
  ['copyright', 'copyright'],
]);

const MAX_SAMPLES = 10;
const MAX_PAYLOAD = 1024 * 1024;
const BASE64 = /^[A-Za-z0-9+/\s]{8,}={0,2}\s*$/;

function samplesOf(report: Json): string[] {
  const samples: unknown = report['Samples'];
  if (!Array.isArray(samples)) return [];
  return samples.slice(0, MAX_SAMPLES).flatMap((sample: unknown) => {
    if (!isObject(sample)) return [];
    const payload = sample['Payload'];
    if (typeof payload !== 'string' || payload.length > MAX_PAYLOAD) return [];
    if (!/^(?:text\/|message\/)/.test(textAt(sample, 'ContentType') ?? '')) return [];
    const coded = sample['Base64Encoded'] !== false && BASE64.test(payload);
    return [coded ? decodeText(Buffer.from(payload, 'base64')) : payload];
  });
}

/** A report of version 3; undefined: it is not one. */
export function readV3(document: Json): Report | undefined {
  const report = objectAt(document, 'Report');
  const word = textAt(report, 'ReportType');
  const version = textAt(document, 'Version');
  if (report === undefined || word === undefined || objectAt(document, 'ReporterInfo') === undefined)
    return undefined;
  if (version === undefined || !/^[23](?:\.0)?$/.test(version)) return undefined;
  return {
    type: TYPES.get(word.toLowerCase().replaceAll(/[-_ ]/g, '')) ?? 'other',
    word: word.slice(0, 200),
    source: textAt(report, 'SourceIp') ?? textAt(report, 'Source'),
    sourcePort: numberAt(report, 'SourcePort'),
    target: textAt(report, 'DestinationIp'),
    targetPort: numberAt(report, 'DestinationPort'),
    protocol: textAt(report, 'Protocol'),
    times: [textAt(report, 'Date')],
    evidence: samplesOf(report),
  };
}
