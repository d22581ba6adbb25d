import { planOf } from './plan.ts';
import { logFormatsIn } from './web-server-config.ts';

const DIRECTIVE = /^\s*(?:log_format|logformat|customlog)\s/i;

/** The formats in what the user gives: a format as it stands, or a whole directive of a configuration. */
export function givenFormats(text: string): string[] {
  return DIRECTIVE.test(text) ? logFormatsIn(`${text};`) : [text];
}

/** Why what the user gives is no log format: a clause; undefined if it is one. */
export function logFormatProblem(text: string): string | undefined {
  const formats = givenFormats(text);
  if (formats.length === 0) return 'no format in it names a time';
  const plans = formats.map(planOf);
  return plans.find((plan) => typeof plan === 'string');
}
