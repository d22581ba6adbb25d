import { join } from 'node:path';
import type { Files } from '../../base/ports.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import { readStart } from '../../base/regular-file.ts';
import { systemMessage } from '../../evidence/system-reason.ts';
import { MAX_MAIL_BYTES } from '../../notices/mail.ts';
import type { StoredMail } from './mailbox.ts';

/** Of a Maildir (cr.yp.to/proto/maildir.html), where mails are that were delivered, and those that somebody has seen. */
const FOLDERS = ['new', 'cur'];

async function filesIn(folder: string, effects: Files): Promise<string[]> {
  const entries = await effects.fs.readdir(folder, { withFileTypes: true });
  // A link could lead out of the mailbox.
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return files.map(({ name }) => join(folder, name)).sort();
}

/** The files of a Maildir; of any other folder, its own. */
async function pathsOf(folder: string, effects: Files): Promise<string[]> {
  const entries = await effects.fs.readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new UserError(`the mailbox cannot be read: ${errorCode(error) ?? 'unknown'}`, {
      file: folder,
      hint: 'Name a Maildir (a folder with new/ and cur/) or a folder of mails.',
      cause: error,
    });
  });
  const present = FOLDERS.filter((name) =>
    entries.some((entry) => entry.name === name && entry.isDirectory()),
  );
  if (present.length === 0) return filesIn(folder, effects);
  const lists = await Promise.all(present.map((name) => filesIn(join(folder, name), effects)));
  return lists.flat();
}

/**
 * The mails of a Maildir or of a folder of mails, in the order of their names.
 * @throws UserError where the folder cannot be read
 */
export async function* readMaildir(folder: string, effects: Files): AsyncGenerator<StoredMail> {
  for (const path of await pathsOf(folder, effects)) {
    try {
      const { bytes, size } = await readStart(path, MAX_MAIL_BYTES, effects);
      yield { name: path, bytes, ...(size > MAX_MAIL_BYTES ? { whole: size } : {}) };
    } catch (error) {
      // A mail program may have renamed it meanwhile.
      yield { name: path, bytes: undefined, problem: systemMessage(error) };
    }
  }
}
