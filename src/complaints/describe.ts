import { providerTitle } from '../clouds/index.ts';
import type { Complaint } from '../model/complaint.ts';

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

function deedOf({ deed, actor, count, unit, first, last, resources = [] }: DescribedIncident): string {
  const target = resources.slice(0, 3).join(', ');
  const what =
    deed === 'login'
      ? `${count} ${unit} by which ${actor} tried credentials${target === '' ? '' : ` at ${target}`}`
      : `${count} requests of ${actor} to a script that somebody has put on our server${target === '' ? '' : `: ${target}`}`;
  return `${what}, from ${utc(first)} to ${utc(last)}.`;
}

function groupOf({ group, provider, unit }: DescribedIncident): string[] {
  if (group === undefined) return [];
  const owner = provider === null ? 'one network' : providerTitle(provider);
  return [
    `It is one of ${group.addresses} addresses of ${owner} that did so here: ${group.count} ${unit} from ${utc(group.first)} to ${utc(group.last)}. The enclosed table has every address with its times.`,
  ];
}

/** What is said of an incident in English, in at most 1,000 characters. Nothing in it is of ours, or of our users. */
export function describe(complaint: DescribedIncident): string {
  const { deed, type, verified, entered, earlier, user_agent: agent } = complaint;
  const sentences = [
    deedOf(complaint),
    ...groupOf(complaint),
    ...(entered ? ['Some of the attempts worked: the sender holds credentials of others.'] : []),
    ...(verified ? [] : ['Source address not verified: no handshake was seen.']),
    ...(verified && deed === 'login' && type === 'reconnaissance'
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
