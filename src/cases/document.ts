import { readCase } from './read-case.ts';
import { UserError } from '../base/errors.ts';
import { caseSchema } from '../model/case.ts';
import type { CaseDocument, WrittenCase } from '../model/case.ts';

/** A case.json beyond this is not read. */
export const MAX_DOCUMENT_BYTES = 256 * 2 ** 20;

const HINT = 'Run `abusedesk investigate` again into a new case folder.';

/** Says which key is not as the contract says. The value is left as it is: keys that are not known stay in it. */
function assertCase(value: unknown, path: string): asserts value is WrittenCase {
  const issue = caseSchema.safeParse(value).error?.issues[0];
  if (issue === undefined) return;
  const key = issue.path.map(String).join('.');
  throw new UserError(`${key === '' ? 'the document' : key} is not as a case should be: ${issue.message}`, {
    file: path,
    hint: HINT,
  });
}

/**
 * Reads a `case.json`. Keys that this version does not know are kept.
 * @param path named in the error
 * @throws UserError naming the first key that is not as the contract says
 */
export function parseCase(json: string, path: string): CaseDocument {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UserError('the file is not JSON', { file: path, hint: HINT, cause: error });
  }
  assertCase(value, path);
  return readCase(value);
}
