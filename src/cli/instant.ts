import { UserError } from '../base/errors.ts';

const FORM = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A moment given on the command line: `2018-03-05` (the end of that day), `2018-03-05T10:00`,
 * `2018-03-05 10:00:00+09:00`. Without a zone it is UTC.
 * @returns seconds since 1970 UTC
 * @throws UserError naming the option
 */
export function parseInstant(text: string, option: string): number {
  const match = FORM.exec(text.trim());
  const [, day, minute, second = ':00', zone = 'Z'] = match ?? [];
  const moment =
    minute === undefined ? Date.parse(`${day}T23:59:59Z`) : Date.parse(`${day}T${minute}${second}${zone}`);
  if (match === null || Number.isNaN(moment)) {
    throw new UserError(`${option}: not a time: ${text.slice(0, 40)}`, {
      hint: `Write it like 2018-03-05 or 2018-03-05T10:00:00Z; without a zone it is UTC.`,
    });
  }
  return moment / 1000;
}
