import type { DueCase } from './cases.ts';

/** Hours before a deadline at which a calendar reminds of it. */
const REMIND_HOURS = 4;
/** An entry of the calendar is so long, in milliseconds; it ends with the deadline. */
const ENTRY_MS = 1_800_000;

/** What an entry says, in the reader's language; one line, without control characters. */
export interface EntryWords {
  summary: string;
  description: string;
}

/** Octets of a line, its end left out (RFC 5545, section 3.1). */
const MAX_OCTETS = 75;

/** The lines folded anew by octets, and never within a character; the library counts characters. */
function folded(text: string): string {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  return lines
    .map((line) => {
      const pieces: string[] = [''];
      let octets = 0;
      for (const character of line) {
        const more = Buffer.byteLength(character);
        if (octets + more > MAX_OCTETS) {
          pieces.push('');
          // The blank with which a continued line begins.
          octets = 1;
        }
        pieces[pieces.length - 1] += character;
        octets += more;
      }
      return pieces.join('\r\n ');
    })
    .join('\r\n');
}

/**
 * The deadlines of what is not answered, as a calendar (iCalendar, RFC 5545): an entry for each that ends with it, and a reminder. An
 * entry keeps its identity, so that a calendar that reads the file again replaces it.
 */
export async function calendarOf(
  due: readonly DueCase[],
  now: Date,
  words: (one: DueCase) => EntryWords,
): Promise<string> {
  const { generateIcsCalendar } = await import('ts-ics');
  const events = due.flatMap((one) => {
    const { deadline } = one.clock;
    if (deadline === undefined || one.answered !== undefined) return [];
    const end = new Date(deadline);
    const { summary, description } = words(one);
    const named = `${one.id}.${one.source}.${one.reference ?? one.type}`.replaceAll(/[^A-Za-z0-9.-]/g, '-');
    return [
      {
        uid: `${named.slice(0, 200)}@abusedesk.invalid`,
        summary,
        description,
        stamp: { date: now },
        start: { date: new Date(end.getTime() - ENTRY_MS) },
        end: { date: end },
        alarms: [
          {
            action: 'DISPLAY',
            description: summary,
            trigger: { type: 'relative' as const, value: { before: true, hours: REMIND_HOURS } },
          },
        ],
      },
    ];
  });
  return folded(generateIcsCalendar({ version: '2.0', prodId: '-//abusedesk//cases//EN', events }));
}
