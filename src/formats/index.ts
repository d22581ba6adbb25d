import type { Format } from './format.ts';
import { FORMATS as ACCESS_LOG } from './access-log/index.ts';
import { FORMATS as CLOUDFRONT } from './cloudfront/index.ts';
import { FORMATS as CLOUDTRAIL } from './cloudtrail/index.ts';
import { FORMATS as COWRIE } from './cowrie/index.ts';
import { FORMATS as DIONAEA } from './dionaea/index.ts';
import { FORMATS as ELB } from './elb/index.ts';
import { FORMATS as ERROR_LOG } from './error-log/index.ts';
import { FORMATS as LOG_FORMAT } from './log-format/index.ts';
import { FORMATS as MODSECURITY } from './modsecurity/index.ts';
import { FORMATS as NFDUMP } from './nfdump/index.ts';
import { FORMATS as PCAP } from './pcap/index.ts';
import { FORMATS as S3 } from './s3/index.ts';
import { FORMATS as SURICATA } from './suricata/index.ts';
import { FORMATS as SYSLOG } from './syslog/index.ts';
import { FORMATS as VPC_FLOW } from './vpc-flow/index.ts';
import { FORMATS as W3C } from './w3c/index.ts';
import { FORMATS as WAF } from './waf/index.ts';
import { FORMATS as WINDOWS } from './windows/index.ts';
import { FORMATS as ZEEK } from './zeek/index.ts';

/**
 * Every family of formats by the name of its folder; where two formats are equally sure of a file, the one that comes first
 * here takes it. To add one, see docs/develop/adding-a-format.md.
 */
const FAMILIES: Readonly<Record<string, readonly Format[]>> = {
  'vpc-flow': VPC_FLOW,
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
  pcap: PCAP,
  syslog: SYSLOG,
  windows: WINDOWS,
  cowrie: COWRIE,
  dionaea: DIONAEA,
  suricata: SURICATA,
  zeek: ZEEK,
  nfdump: NFDUMP,
};

/** Every format of rows, and what tells how to read them; clouds and senders have theirs, see `desk/attachments.ts`. */
export const FORMATS: readonly Format[] = Object.values(FAMILIES).flat();

/**
 * The file that holds a format, `vpc-flow/vpc-flow-csv`: what `loadFormat` takes.
 * @throws Error if there is no such format
 */
export function moduleOf(name: string): string {
  for (const [family, formats] of Object.entries(FAMILIES)) {
    if (formats.some((format) => format.name === name)) return `${family}/${name}`;
  }
  throw new Error(`no format is called '${name}'`);
}
