import type * as z from 'zod';
import type { Message } from '../model/message.ts';

/** Characters of a field's path that are kept: the names in it come from the file and may be long. */
const MAX_FIELD = 120;

/** What a schema found first in a published list or an inventory: the field, and what is expected there. */
export function unfit(error: z.ZodError): Message {
  const [issue] = error.issues;
  // An empty path is the whole value, which JSONPath (RFC 9535) writes as `$`.
  const field = issue?.path.join('.').slice(0, MAX_FIELD) || '$';
  if (issue?.code === 'invalid_type')
    return { key: 'cloudExpected', params: { field, type: issue.expected } };
  return { key: issue?.code === 'invalid_format' ? 'cloudForm' : 'cloudShape', params: { field } };
}
