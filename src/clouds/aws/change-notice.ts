import * as z from 'zod';
import type { ChangeNotice } from '../cloud.ts';

// "Subscribe to AWS IP address range notifications" (AWS documentation, Amazon VPC User Guide). By mail comes the message
// alone, over HTTP it comes as a text in the envelope of Amazon SNS.
const message = z.object({
  synctoken: z.string().regex(/^\d{1,12}$/),
  md5: z.string().regex(/^[\da-f]{32}$/i),
});
const envelope = z.object({
  TopicArn: z.literal('arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged'),
  Message: z.string().max(10_000),
});

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address that the message names is not heeded: the list is fetched from where it is published. */
export function readNotice(text: string): ChangeNotice | undefined {
  const value = json(text);
  const wrapped = envelope.safeParse(value);
  const parsed = message.safeParse(wrapped.success ? json(wrapped.data.Message) : value);
  return parsed.success ? { token: parsed.data.synctoken, md5: parsed.data.md5.toLowerCase() } : undefined;
}
