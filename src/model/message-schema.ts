import * as z from 'zod';
import type { Message } from './message.ts';

/** As case.json has a message; whether its key is one of ours, and its parameters fit it, is not known. */
export const messageSchema: z.ZodType<Message> = z
  .object({ key: z.string(), params: z.record(z.string(), z.unknown()) })
  .describe('What the English beside it says, as data: `language/` makes the words of it');

/** An item of a list of messages, as case.json has it. */
export const itemSchema = z.object({ text: z.string().describe('In English'), message: messageSchema });
