import type { Command } from '../model/message.ts';

/** Fetches what the providers publish of their addresses. */
export const UPDATE_RANGES: Command = { argv: ['abusedesk', 'ranges', 'update'] };

/** Shows what a block would do; `CASE` is the case folder. */
export const PLAN_BLOCK: Command = { argv: ['abusedesk', 'block', 'plan', 'CASE'] };

/** Writes the complaints about whoever attacked; `CASE` is the case folder. */
export const COMPLAIN: Command = { argv: ['abusedesk', 'complaint', 'CASE'] };

/** Writes to whose accounts were used from a cloud. */
export const ASK_USERS: Command = { argv: ['abusedesk', 'letter', 'user', 'CASE'] };
