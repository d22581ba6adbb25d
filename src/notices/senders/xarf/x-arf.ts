import type { AbuseType } from '../../../model/abuse-types.ts';
import { port } from '../../values.ts';
import type { Report } from './report.ts';

/** Report types of X-ARF 0.1 and 0.2, as its schemas' names have them. */
const TYPES: ReadonlyMap<string, AbuseType> = new Map([
  ['login-attack', 'login_attack'],
  ['loginattack', 'login_attack'],
  ['port-scan', 'port_scan'],
  ['portscan', 'port_scan'],
  ['portflood', 'ddos'],
  ['ddos', 'ddos'],
  ['spam', 'spam'],
  ['phishing', 'phishing'],
  ['malware', 'malware'],
  ['malware-attack', 'malware'],
  ['bot-infection', 'infected_host'],
  ['botnet', 'infected_host'],
  ['copyright', 'copyright'],
  ['open-proxy', 'open_proxy'],
]);

const FIELD = /^([A-Z][A-Za-z-]{1,30}):[ \t]{0,8}(\S.{0,500})$/;
const MAX_FIELDS = 60;

/** The second part of such a mail: `Key: value` lines of YAML between `---` and the next part. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/, 400)) {
    const [, name, value] = FIELD.exec(line.trimEnd()) ?? [];
    if (name === undefined || value === undefined || fields.size >= MAX_FIELDS) continue;
    if (!fields.has(name)) fields.set(name, value.trim().replaceAll(/^["']|["']$/g, ''));
  }
  return fields;
}

/** Fields that every such report has; each alone is in other mails too. */
const NEEDED = ['Report-Type', 'Source', 'Report-ID', 'User-Agent', 'Reported-From', 'Date'];

/** A report of X-ARF 0.1 or 0.2; undefined: the text is not one. @param logs the mail's other texts */
export function readXArf(text: string, logs: readonly string[]): Report | undefined {
  const fields = fieldsOf(text);
  const word = fields.get('Report-Type');
  if (word === undefined || NEEDED.filter((name) => fields.has(name)).length < 5) return undefined;
  return {
    type: TYPES.get(word.toLowerCase()) ?? 'other',
    word,
    reference: fields.get('Report-ID'),
    source: fields.get('Source'),
    targetPort: port(fields.get('Port') ?? ''),
    times: [fields.get('Date')],
    evidence: logs,
  };
}
