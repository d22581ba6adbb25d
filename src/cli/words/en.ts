import { count, counted } from '../../language/grammar/en.ts';
import type { WordsOf } from '../../language/words.ts';
import type { ScreenMessages } from '../messages.ts';

export const en: WordsOf<ScreenMessages> = {
  screenDeadline: () => 'Deadline',
  screenEvidence: () => 'Evidence',
  screenCost: () => 'Bill',
  screenPrice: ({ usd, size }) => `${usd} at list prices, for ${size} sent out`,
  screenFindings: () => 'Findings',
  screenMissing: () => 'What is missing',
  screenNext: () => 'Next',
  screenReport: () => 'Report',
  screenLetters: () => 'Letters',
  screenMore: ({ count: more }) => `${count(more)} more in the report`,
  screenForged: () => 'none: a forged notice sets no deadline',
  screenNoDeadline: () => 'the notice states none',
  screenUndated: ({ sender, hours }) =>
    `${hours} hours from receipt, as ${sender} asks; the text does not say when that was: say it with --received`,
  screenLeft: ({ duration }) => `${duration} left`,
  screenOverdue: ({ duration }) => `overdue by ${duration}`,
  screenPast: ({ duration }) => `passed ${duration} ago`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `${counted(files, 'file')} (${size}), ${counted(read, 'record')} read = ` +
    `${count(parsed)} parsed + ${count(rejected)} rejected + ${count(skipped)} skipped`,
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
  progressLeft: ({ phase, duration }) => `${phase}, ${duration} left`,
};
