import { count, counted, listed, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { AttackClass } from '../../../web-classes/classes.ts';
import type { RequestMessages } from '../messages.ts';

const CLASSES: Readonly<Record<AttackClass, string>> = {
  'sql injection': 'SQL injection',
  xss: 'cross-site scripting',
  'local file inclusion': 'path traversal and hidden files',
  'remote file inclusion': 'remote file inclusion',
  'command execution': 'command execution',
  'php injection': 'PHP injection',
  'java attack': 'Java attacks (Log4Shell and the like)',
  'protocol attack': 'protocol attacks',
  scanner: 'marks of a scanner',
};

export const en: WordsOf<RequestMessages> = {
  requestClient: ({ client, provider }) => (provider === undefined ? client : `${client} (${provider})`),
  requestOthers: ({ addresses }) => `${counted(addresses, 'more address', 'more addresses')} together`,
  requestsAttacked: ({ who, requests, classes, paths, answered, odd, twice, when }) =>
    `${who} sent ${counted(requests, 'request')} that ${requests === 1 ? 'looks' : 'look'} like attacks (${listed(classes)}) ` +
    `to ${counted(paths, 'path')} from ${span(when)}; ` +
    (answered === 0
      ? 'none was answered with success'
      : `${count(answered)} ${answered === 1 ? 'was' : 'were'} answered with success`) +
    (odd === 0
      ? ', and no answer says that one worked.'
      : `, ${count(odd)} of them unlike the usual answers of the path in size or time: look there first, one may have worked.`) +
    (twice === 0
      ? ''
      : ` ${counted(twice, 'request is', 'requests are')} in two logs or more and ${twice === 1 ? 'counts' : 'count'} once.`),
  attackClass: ({ name, requests }) => `${CLASSES[name]}: ${count(requests)}`,
  requestsProbed: ({ who, missing, asked, most, minutes, when }) =>
    `${who} asked for ${counted(asked, 'path')} from ${span(when)}, of which ${count(missing)} do not exist or are closed, ` +
    `up to ${count(most)} within ${counted(minutes, 'minute')}, and no page led there.`,
  requestsScraped: ({ who, pages, most, minutes, crawler, when }) =>
    `${who} took ${counted(pages, 'page')} from ${span(when)}, up to ${count(most)} within ${counted(minutes, 'minute')}, without the ` +
    `images and styles that belong to them${crawler ? '; it calls itself a crawler, which anybody can' : ''}.`,
  requestsProbedMore: ({ addresses, named, missing, asked, most, minutes, when }) =>
    `Beyond the ${count(named)} listed, ${counted(addresses, 'more address asked', 'more addresses asked')} for ${counted(asked, 'path')} from ${span(when)}, ` +
    `of which ${count(missing)} do not exist or are closed, one address for up to ${count(most)} within ${counted(minutes, 'minute')}, and no page led there.`,
  requestsScrapedMore: ({ addresses, named, pages, most, minutes, when }) =>
    `Beyond the ${count(named)} listed, ${counted(addresses, 'more address took', 'more addresses took')} ${counted(pages, 'page')} from ${span(when)}, ` +
    `one address up to ${count(most)} within ${counted(minutes, 'minute')}, without the images and styles that belong to them.`,
  attackRule: ({ source, requests, times, answers, seconds }) =>
    `${source}. In force: ${requests} requests of one client; an answer is unlike the usual ones beyond ${times} times the largest or ` +
    `slowest of ${answers} and more (slow: ${seconds} s), or where nobody else asked for the file`,
  probingRule: ({ source, paths, minutes, percent }) =>
    `${source}. In force: ${paths} missing paths of one client in ${minutes} minutes, and ${percent}% of all that it asked for`,
  scrapingRule: ({ source, pages, minutes, percent }) =>
    `${source}. In force: ${pages} pages of one client in ${minutes} minutes, with at most ${percent}% of its requests for images, styles and scripts`,
  gapSameTimes: ({ requests }) =>
    `All ${count(requests)} requests of the web logs have the same time: who looks for paths or takes a whole site within minutes cannot be told, so nobody is accused of it; logs with the time of each request would tell`,
  sourceAttack: () =>
    'Classes of attacks as the OWASP Core Rule Set names them, by rules of our own on the decoded request; what an answer says: definition',
  sourceProbing: () =>
    'Zeek policy/misc/scan (25 in 5 minutes) and Jung et al. 2004 (80% in vain), applied to paths',
  sourceScraping: () => 'OWASP Automated Threats, OAT-011 Scraping; the figures: definition',
  tableAttackClasses: () => 'Requests that look like attacks, by class',
  tableAttackSources: () => 'Requests that look like attacks, by source and class',
  tableVolume: ({ by, known }) =>
    `How much ${known ? 'the cloud clients' : 'the clients'} were sent and how long it took, by ${{ url: 'URL', user: 'user', address: 'address' }[by]} and outcome`,
  name_attack_requests: () => 'attack requests',
  name_attack_classes: () => 'attack classes',
  name_attack_paths: () => 'attacked paths',
  name_attack_answered: () => 'answered with success',
  name_attack_odd: () => 'unusual answers',
  name_attack_in_two_logs: () => 'in two logs or more',
  name_missing_paths: () => 'missing paths',
  name_asked_paths: () => 'paths asked for',
  name_missing_in_window: () => 'missing paths in busiest window',
  name_pages_read: () => 'pages read',
  name_pages_in_window: () => 'pages in busiest window',
  name_attack_class: () => 'class',
  name_paths: () => 'paths',
  name_answered: () => 'answered',
  name_refused: () => 'refused',
  name_largest_answer: () => 'largest answer',
  name_slowest_seconds: () => 'slowest answer (s)',
};
