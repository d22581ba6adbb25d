import { providerTitle } from '../clouds/index.ts';
import type { Complaint, Deed } from '../model/complaint.ts';

/** XARF takes no more characters of a description. */
const MOST_CHARACTERS = 1000;

/** `2018-03-01 00:00:00 UTC`. */
export function utc(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

type DescribedIncident = Omit<Complaint, 'description'> & {
  /** Attempts that worked: somebody else has these credentials. */
  entered: boolean;
};

const few = (texts: readonly string[], most = 3): string => texts.slice(0, most).join(', ');

/** `: tcp/23, tcp/2323`; nothing where it is not known. */
const behind = (texts: readonly string[], word: string): string =>
  texts.length === 0 ? '' : `${word} ${few(texts)}`;

/** What the entries are, with their number: `412 flow records`. */
export function entries({ count, unit }: Pick<Complaint, 'count' | 'unit'>): string {
  const names = { requests: 'request', logins: 'login', flows: 'flow record', alerts: 'alert' } as const;
  return `${count} ${names[unit]}${count === 1 ? '' : 's'}`;
}

/** What was done, without its end: who, how often, to what. */
function whatOf(complaint: DescribedIncident): string {
  const { deed, actor, unit, resources = [], classes = [], sensors = [] } = complaint;
  const n = entries(complaint);
  if (unit === 'alerts') {
    const by = sensors.length === 0 ? '' : ` of ${few(sensors)}`;
    if (deed === 'malware')
      return `${actor} brought files into a honeypot: ${n}${by}${behind(resources, ', from')}`;
    return `${n}${by} about ${actor}${behind(classes, ':')}`;
  }
  if (unit === 'flows' && deed === 'login') {
    return `${n} of connections by which ${actor} came to a login service of ours again and again, each as large as a failed login${behind(resources, ':')}`;
  }
  const what: Record<Deed, string> = {
    login: `${n} by which ${actor} tried credentials${behind(resources, ' at')}`,
    script: `${n} of ${actor} to a script that somebody has put on our server${behind(resources, ':')}`,
    malware: `${n} of ${actor}`,
    exploit: `${n} of ${actor} that look like attacks on web applications${classes.length === 0 ? '' : ` (${few(classes)})`}${behind(resources, ', to')}`,
    probing: `${n} by which ${actor} asked for paths that are not there${behind(resources, ':')}`,
    scan: `${n} by which ${actor} tried ports of our hosts, most without an answer${behind(resources, ':')}`,
  };
  return what[deed];
}

function deedOf(complaint: DescribedIncident): string {
  return `${whatOf(complaint)}, from ${utc(complaint.first)} to ${utc(complaint.last)}.`;
}

function groupOf({ group, provider, unit }: DescribedIncident): string[] {
  if (group === undefined) return [];
  const owner = provider === null ? 'one network' : providerTitle(provider);
  return [
    `It is one of ${group.addresses} addresses of ${owner} that did so here: ${entries({ count: group.count, unit })} from ${utc(group.first)} to ${utc(group.last)}. The enclosed table has every address with its times.`,
  ];
}

/** What is said of an incident in English, in at most 1,000 characters. Nothing in it is of ours, or of our users. */
export function describe(complaint: DescribedIncident): string {
  const { deed, type, unit, verified, entered, earlier, user_agent: agent } = complaint;
  const sentences = [
    deedOf(complaint),
    ...groupOf(complaint),
    ...(entered ? ['Some of the attempts worked: the sender holds credentials of others.'] : []),
    ...(verified ? [] : ['Source address not verified: no handshake was seen.']),
    ...(verified && deed === 'login' && unit === 'flows'
      ? ['Reported as reconnaissance because flow records do not show that a login failed.']
      : []),
    ...(verified && deed === 'login' && type === 'reconnaissance' && unit !== 'flows'
      ? ['Reported as reconnaissance because our log does not have the source port; passwords were tried.']
      : []),
    ...(earlier === undefined
      ? []
      : [
          `The same was seen before, from ${utc(earlier.first)} to ${utc(earlier.last)} (${earlier.count} entries).`,
        ]),
    ...(agent === undefined ? [] : [`User agent: ${agent.slice(0, 150)}`]),
  ];
  let text = '';
  for (const sentence of sentences) {
    const longer = text === '' ? sentence : `${text} ${sentence}`;
    if (Array.from(longer).length > MOST_CHARACTERS) break;
    text = longer;
  }
  return text === ''
    ? Array.from(sentences[0] ?? '')
        .slice(0, MOST_CHARACTERS)
        .join('')
    : text;
}
