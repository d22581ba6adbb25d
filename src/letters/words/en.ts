import { counted } from '../../language/grammar/en.ts';
import type { OccasionWords } from './words.ts';

export const en: OccasionWords = {
  labels: {
    request: 'Request',
    reason: 'Reason',
    statement: 'Our statement',
    shownBy: 'Shown by',
    status: 'Status',
    since: 'Since then',
    account: 'Account',
    seen: 'What was seen',
  },
  record: (call, file, record) => `${call} in the account's API log (${file}, record ${record})`,
  byInventory: 'the inventory of our account',
  byRanges: 'the published list of address ranges',

  extension: {
    opening:
      'Thank you for your report. We are looking into it and cannot answer it in full yet. We therefore ask for more time; the reasons are below.',
    more: (until, due) =>
      `more time to answer, until ${until}${due === undefined ? '' : ` (the answer is now due by ${due})`}`,
    headings: {
      why: 'Why we need more time',
      sofar: 'What we know so far',
      request: 'Our request',
    },
    reasons: {
      records: (resources, when) =>
        `We do not have the VPC flow logs${resources === undefined ? '' : ` of ${resources}`}${when === undefined ? '' : ` for ${when}`} yet. Without them we can neither confirm the report nor rule it out.`,
      logsEnd: (ends, needed) =>
        `Our logs run to ${ends}. Whether the activity has stopped can be told only from logs that reach ${needed}.`,
      tied: (hosts) => `Our records do not yet tell these hosts apart: ${hosts}.`,
      uninspected: (hosts) =>
        `The host itself (${hosts}) has not been examined from the inside yet, so the cause is not established.`,
      cause: 'The host has been examined from the inside; the cause is not established yet.',
    },
    asked: [
      'Please allow us the time named above, and confirm it by replying to this message.',
      'If you need an answer on a particular point sooner, please tell us which.',
    ],
    blank: (due) =>
      `until when you ask for time, with time zone${due === undefined ? '' : `; the answer is due by ${due}`}`,
  },

  notUs: {
    summary: (resources, when) =>
      `Not ours at the reported time${when === undefined ? '' : ` (${when})`}: ${resources}.`,
    opening:
      'Thank you for your report. We have checked it against our records: what it names was not ours at the reported time. What shows this is below.',
    headings: { shownBy: 'What shows it', request: 'Our request' },
    gone: {
      instance: (name, at) =>
        `Instance ${name} was terminated at ${at}, before the reported time, and did not exist any more.`,
      address: (name, at) => `We released address ${name} at ${at}, before the reported time.`,
    },
    made: {
      instance: (name, at) => `Instance ${name} was launched at ${at}, after the reported time.`,
      address: (name, at) =>
        `Address ${name} was allocated to our account at ${at}, after the reported time.`,
    },
    given: (address, instance, at) =>
      `Address ${address} was assigned to our instance ${instance} when that was started at ${at}, after the reported time. It is not an Elastic IP address of ours.`,
    elsewhere: (address, prefix, owner, asOf, provider) =>
      `Address ${address} lies in ${prefix}, a range of ${owner} (list of ${asOf}), not of ${provider}.`,
    separately: (resources) =>
      `This letter does not cover the following, which we will answer separately: ${resources}.`,
    asked: [
      'Please correct the report, or tell us what connects the activity with our account.',
      'If you need the records themselves, please tell us which.',
    ],
  },

  terminated: {
    opening:
      'Thank you for your report. The resource that it names has already been taken out of service. What ended it, and what our records show, is below.',
    headings: {
      ended: 'What ended it',
      since: 'What our logs show since then',
      request: 'Our request',
    },
    gone: (instance, at) => `Instance ${instance} was terminated at ${at}.`,
    stopped: (instance, at) =>
      `Instance ${instance} was stopped at ${at}; our records show no start of it since.`,
    asked: ['Please close the case, or let us know what you still need in order to close it.'],
    blanks: {
      ended: 'what ended it: for example instance terminated, isolated or stopped',
      shownBy: 'what shows it: for example the TerminateInstances event in CloudTrail, with its time',
    },
  },

  user: {
    subject: 'Sign-ins to your account from a cloud service: a question',
    greeting: 'Hello,',
    opening: (provider) =>
      `Your account was used from addresses of ${provider}. It may be a service that you use yourself, or somebody else who knows your password. Our logs cannot tell the two apart, but you can. This is a question and not a reproach; please answer it even if everything is in order.`,
    headings: {
      seen: 'What we saw',
      question: 'What we would like to know',
      known: 'If you know the service',
      unknown: 'If you do not',
    },
    summary: (provider, when) => `sign-ins from ${provider}, ${when}`,
    seen: (when, count, noun, services, addresses, provider) =>
      `${when}: ${counted(count, `successful ${noun}`)}${services === undefined ? '' : ` to ${services}`} from ${counted(addresses, 'address', 'addresses')} of ${provider}.`,
    failures: (count) =>
      `Before that, ${counted(count, 'sign-in')} with your account name from there ${count === 1 ? 'was' : 'were'} refused.`,
    agents: (names) => `The program gave its name as ${names}.`,
    questions: [
      'Do you subscribe to a service that reads your mail, such as an app, a calendar or CRM connection, an archive or a script?',
      'If you do: what is it called, since when have you used it, and did you give it your password?',
      'Have you entered your password anywhere but on our own sign-in page, or passed it on?',
    ],
    known: [
      'Please reply with its name. We will then find a way with you to connect it without your password.',
    ],
    unknown: [
      'Change your password now. Open our sign-in page yourself, and not by a link in a mail, including this one.',
      'Use the new password nowhere else, and turn on a second factor where you can.',
      'Look for forwarding rules, connected apps and devices in your mailbox that you do not recognise.',
      'Tell us when you have done so.',
    ],
    doubt:
      'If you are not sure that this message is genuine, call us at the number that you already know, not at one given in a message.',
  },
};
