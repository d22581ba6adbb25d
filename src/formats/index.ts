import type { Rows } from '../model/reason.ts';
import type { Format } from './format.ts';
import * as ACCESS_LOG from './access-log/index.ts';
import * as AZURE_FLOW from './azure-flow/index.ts';
import * as CLOUDFRONT from './cloudfront/index.ts';
import * as CLOUDTRAIL from './cloudtrail/index.ts';
import * as COWRIE from './cowrie/index.ts';
import * as DIONAEA from './dionaea/index.ts';
import * as ELB from './elb/index.ts';
import * as ERROR_LOG from './error-log/index.ts';
import * as GOOGLE_FLOW from './google-flow/index.ts';
import * as GUARDDUTY from './guardduty/index.ts';
import * as LOG_FORMAT from './log-format/index.ts';
import * as MODSECURITY from './modsecurity/index.ts';
import * as NFDUMP from './nfdump/index.ts';
import * as OPENCANARY from './opencanary/index.ts';
import * as ORACLE_FLOW from './oracle-flow/index.ts';
import * as PCAP from './pcap/index.ts';
import * as ROUTE53 from './route53/index.ts';
import * as S3 from './s3/index.ts';
import * as SURICATA from './suricata/index.ts';
import * as SYSLOG from './syslog/index.ts';
import * as VPC_FLOW from './vpc-flow/index.ts';
import * as W3C from './w3c/index.ts';
import * as WAF from './waf/index.ts';
import * as WINDOWS from './windows/index.ts';
import * as ZEEK from './zeek/index.ts';
import { PACKET_ROWS } from './packets/sentences.ts';
import { TEXT_ROWS } from './text/sentences.ts';

/** What the `index.ts` of a family exports. */
interface Family {
  FORMATS: readonly Format[];
  /** What its readers say of lines and files, in every language. */
  ROWS: Rows;
}

/**
 * Every family of formats by the name of its folder; where two formats are equally sure of a file, the one that comes first
 * here takes it. To add one, see docs/develop/adding-a-format.md.
 */
const FAMILIES: Readonly<Record<string, Family>> = {
  'vpc-flow': VPC_FLOW,
  'azure-flow': AZURE_FLOW,
  'google-flow': GOOGLE_FLOW,
  'oracle-flow': ORACLE_FLOW,
  w3c: W3C,
  'log-format': LOG_FORMAT,
  modsecurity: MODSECURITY,
  'access-log': ACCESS_LOG,
  'error-log': ERROR_LOG,
  elb: ELB,
  s3: S3,
  cloudfront: CLOUDFRONT,
  waf: WAF,
  cloudtrail: CLOUDTRAIL,
  guardduty: GUARDDUTY,
  route53: ROUTE53,
  pcap: PCAP,
  syslog: SYSLOG,
  windows: WINDOWS,
  cowrie: COWRIE,
  dionaea: DIONAEA,
  opencanary: OPENCANARY,
  suricata: SURICATA,
  zeek: ZEEK,
  nfdump: NFDUMP,
};

/** Every format of rows, and what tells how to read them; clouds and senders have theirs, see `desk/attachments.ts`. */
export const FORMATS: readonly Format[] = Object.values(FAMILIES).flatMap(({ FORMATS: own }) => own);

/** What readers say of lines and files: what all of them share, and the words of each family. */
export const FORMAT_ROWS: readonly Rows[] = [
  TEXT_ROWS,
  PACKET_ROWS,
  ...Object.values(FAMILIES).map(({ ROWS }) => ROWS),
];

/**
 * The file that holds a format, `vpc-flow/vpc-flow-csv`: what `loadFormat` takes.
 * @throws Error if there is no such format
 */
export function moduleOf(name: string): string {
  for (const [family, { FORMATS: own }] of Object.entries(FAMILIES)) {
    if (own.some((format) => format.name === name)) return `${family}/${name}`;
  }
  throw new Error(`no format is called '${name}'`);
}
