import * as z from 'zod';

/** A moment as text; what abusedesk writes is in UTC: `2018-11-28T02:04:18Z`. */
export const instantSchema = z.iso.datetime({ offset: true }).describe('ISO 8601, UTC');
export type Instant = z.infer<typeof instantSchema>;
