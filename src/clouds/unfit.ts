import type * as z from 'zod';
import type { Message } from '../model/message.ts';

/** Of a field's path: names in it are the file's own. */
const MAX_FIELD = 120;

/** What a schema found first in a published list or an inventory: the field, and what is expected there. */
export function unfit(error: z.ZodError): Message {
  const [issue] = error.issues;
  // The whole value is `$`, as JSONPath (RFC 9535) has it.
  const field = issue?.path.join('.').slice(0, MAX_FIELD) || '$';
  if (issue?.code === 'invalid_type')
    return { key: 'cloudExpected', params: { field, type: issue.expected } };
  return { key: issue?.code === 'invalid_format' ? 'cloudForm' : 'cloudShape', params: { field } };
}
