import { given } from './words.ts';

const FIELD = '[\\d*/,~-]{1,60}';
const MONTH = '(?:[\\d*/,-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec){1,60}';
const DAY = '(?:[\\d*/,-]|mon|tue|wed|thu|fri|sat|sun){1,60}';
const WHEN = `(@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly|every_minute)|${FIELD}\\s+${FIELD}\\s+${FIELD}\\s+${MONTH}\\s+${DAY})`;
/** A line of a crontab that starts something: five fields of time or a word, then the command. */
const CRON_LINE = new RegExp(`^\\s{0,8}${WHEN}\\s+(?=\\S{0,200}[A-Za-z/])(\\S.*)$`, 'i');
const SYSTEM_USER =
  /^(root|daemon|nobody|www-data|apache|nginx|tomcat\d?|munin|postgres|mysql|ubuntu|ec2-user|admin)\s+(\S.*)$/;

/** The least and greatest number of each field: minute, hour, day, month, day of the week (0 and 7 are Sunday). */
const LIMITS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
/** One number, name or range of them, or all; with a step; several with commas. crontab(5); `~` is a random number of a range. */
const FORM = /^(?:(?:\*|[a-z]{3}(?:-[a-z]{3})?|\d{1,2}(?:[-~]\d{1,2})?|~)(?:\/\d{1,3})?(?:,|$))+$/i;

/** Do the numbers of the five fields fit? Columns of other figures do not. */
function isTime(when: string): boolean {
  const fields = when.split(/\s+/);
  if (fields.length !== LIMITS.length) return true;
  return fields.every((field, i) => {
    const [least, greatest] = LIMITS[i] ?? [0, 0];
    const numbers = field.replaceAll(/\/\d+/g, '').match(/\d+/g) ?? [];
    return FORM.test(field) && numbers.every((one) => Number(one) >= least && Number(one) <= greatest);
  });
}

/** One line of a crontab: `system`: it has a user between time and command. */
export function readCronLine(
  line: string,
  system: boolean | undefined,
): { when: string; command: string; user?: string } | undefined {
  const row = CRON_LINE.exec(line);
  if (row === null) return undefined;
  const [, when = '', rest = ''] = row;
  if (!isTime(when)) return undefined;
  const withUser =
    system === true
      ? /^(\S{1,64})\s+(\S.*)$/.exec(rest)
      : system === undefined
        ? SYSTEM_USER.exec(rest)
        : null;
  if (system === true && withUser === null) return undefined;
  const [, user, command = rest] = withUser ?? [];
  return { when: when.replaceAll(/\s+/g, ' '), command, ...given('user', user) };
}
