import { count, counted } from '../../language/grammar/en.ts';
import type { WordsOf } from '../../language/words.ts';
import type { IntakeWhat, ScreenMessages } from '../messages.ts';

const TAKEN: Readonly<Record<IntakeWhat, string>> = {
  opened: 'opened',
  continued: 'continued',
  known: 'known already',
  answer: 'an answer to you: to be read',
  forged: 'forged: nothing done',
  other: 'no notice',
  failed: 'failed',
};

const STAGES = {
  first: 'first notice',
  reminder: 'reminder',
  final: 'final notice',
  action: 'measures of the provider',
} as const;

const STOPPED = {
  stopped: 'it has stopped',
  going_on: 'it is going on',
  cannot_tell: 'whether it has stopped cannot be told',
  not_seen: 'not seen in the logs',
} as const;

const ANSWERS = { interim: 'interim answer', final: 'final answer', other: 'answer' } as const;

export const en: WordsOf<ScreenMessages> = {
  screenDeadline: () => 'Deadline',
  screenEvidence: () => 'Evidence',
  screenSources: () => 'Attackers',
  screenAttackers: ({ addresses, groups, more }) => {
    const parts = groups.map(({ name, addresses: some }) => `${name ?? 'in no list asked'} ${count(some)}`);
    if (more > 0) parts.push(`others ${count(more)}`);
    return `${counted(addresses, 'address', 'addresses')}: ${parts.join('; ')}`;
  },
  screenCost: () => 'Bill',
  screenPrice: ({ usd, size }) => `${usd} at list prices, for ${size} sent out`,
  screenCounted: ({ usd, size }) => `${usd} for the ${size} that the host’s interface counters show`,
  screenFindings: () => 'Findings',
  screenMissing: () => 'What is missing',
  screenNext: () => 'Next',
  screenReport: () => 'Report',
  screenLetters: () => 'Letters',
  screenMore: ({ count: more }) => `${count(more)} more in the report`,
  screenTimeline: ({ who }) => `What ${who ?? 'the attackers'} did, log by log (UTC)`,
  screenAddresses: ({ count: some }) => counted(some, 'address', 'addresses'),
  screenTimelines: ({ count: more }) =>
    `what ${more === 1 ? 'one more' : `${count(more)} more`} of them did is in the report`,
  screenForged: () => 'none: a forged notice sets no deadline',
  screenNoDeadline: () => 'the notice states none',
  screenUndated: ({ sender, hours }) =>
    `${hours} hours from receipt, as ${sender} asks; the text does not say when that was: say it with --received YYYY-MM-DDThh:mmZ`,
  screenLeft: ({ duration }) => `${duration} left`,
  screenOverdue: ({ duration }) => `overdue by ${duration}`,
  screenPast: ({ duration }) => `passed ${duration} ago`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `${counted(files, 'file')} (${size}), ${counted(read, 'record')} read = ` +
    `${count(parsed)} parsed + ${count(rejected)} rejected + ${count(skipped)} skipped`,
  screenDueStage: ({ stage, next }) =>
    `${STAGES[stage]}${next === undefined ? '' : `; without an answer follows: ${STAGES[next]}`}`,
  screenUnanswered: () => 'not answered, as far as the case knows',
  screenAnswered: ({ kind, at }) => `${ANSWERS[kind]} sent ${at}`,
  screenMoreTime: ({ at }) => `more time asked for ${at}`,
  screenAbout: ({ name, by, more }) =>
    `${by === 'logs' ? 'shown by the logs' : 'named by the notice'}: ${name}${more > 0 ? ` and ${count(more)} more` : ''}`,
  screenCameIn: ({ at }) => `received ${at}`,
  screenStopped: ({ state }) => STOPPED[state],
  screenOn: ({ host }) => `on ${host}, as the case index has it`,
  screenGone: () => 'the folder is gone; this is what the case index has',
  screenCaseGone: ({ id, folder }) =>
    `Case ${id} is no longer in ${folder}. If it is not needed any more: abusedesk cases --forget ${id}`,
  screenIndexFailed: ({ why }) => `The case is whole, but the case index could not be updated: ${why}`,
  screenNothingDue: () => 'Nothing is due: no case here holds a notice.',
  screenMoreCases: ({ read }) => `There are more cases than one pass reads; ${count(read)} were read.`,
  screenReceivedUnused: () => '--received was not used: every notice says itself when it arrived.',
  screenUnchanged: ({ files, answers }) =>
    files === 1
      ? `The one file is as it was: ${answers ? 'rows and findings were' : 'its rows were'} taken from the case.`
      : `All ${count(files)} files are as they were: ${answers ? 'rows and findings' : 'their rows'} were taken from the case.`,
  screenLakeChanged: () => 'Files in lake/ were not as they had been written: what they held was made again.',
  screenKept: ({ path }) => `kept your edited file as ${path}`,
  phaseSurvey: () => 'Looking at what is there',
  phaseRead: () => 'Reading',
  phaseAddresses: () => 'Finding out whose addresses these are',
  phaseRoles: () => 'Finding out who only passes traffic on',
  phaseFindings: () => 'Looking for what the rows show',
  phaseClaims: () => 'Holding the claims against the evidence',
  phaseReplay: () => 'Trying out what a block would stop',
  phaseDraw: () => 'Drawing',
  phaseWrite: () => 'Writing the case',
  intakeTaken: ({ what }) => TAKEN[what],
  intakeCounts: ({ read, counts }) =>
    [
      counted(read, 'mail read', 'mails read'),
      ...counts.map(({ what, count: some }) => `${TAKEN[what]} ${count(some)}`),
    ].join(' · '),
  intakeMore: ({ read }) => `There are more mails than one pass takes; the first ${count(read)} were read.`,
  progressLeft: ({ phase, duration }) => `${phase}, ${duration} left`,
};
