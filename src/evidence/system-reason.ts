import { errorCode } from '../base/errors.ts';
import { reasonOf } from '../base/fs-reason.ts';
import { NotRegular } from '../base/regular-file.ts';
import { packed } from '../model/reason.ts';
import { quoted } from '../model/message.ts';
import type { Message } from '../model/message.ts';

/** A file system error as a message; another program's error is in that program's words. */
export function systemMessage(error: unknown): Message {
  if (error instanceof NotRegular) return { key: 'walkDevice', params: {} };
  const code = errorCode(error);
  if (code === undefined) return quoted(error instanceof Error ? error.message : String(error));
  return reasonOf(code) === undefined
    ? { key: 'faultOther', params: { code } }
    : { key: `fault${code}`, params: {} };
}

/** The same as a reason of a file of evidence. */
export function systemReason(error: unknown): string {
  return packed(systemMessage(error));
}
