import { CLOUD_FORMATS } from '../clouds/index.ts';
import type { AttachmentFormat, Format } from '../formats/format.ts';
import { FORMATS } from '../formats/index.ts';
import { HOST_OUTPUT } from '../hosts/format.ts';
import { LOGIN_RECORDS } from '../hosts/logins/format.ts';
import { WEB_SCRIPT_FILE } from '../hosts/scripts/format.ts';
import { NOTICE } from '../notices/format.ts';

/** What else than rows is recognised among the evidence. The reading of logs knows none of it. */
export const ATTACHMENTS: readonly AttachmentFormat[] = [
  ...CLOUD_FORMATS,
  NOTICE,
  HOST_OUTPUT,
  LOGIN_RECORDS,
  WEB_SCRIPT_FILE,
];

/** All that a file may be taken for. */
export const ALL_FORMATS: readonly Format[] = [...FORMATS, ...ATTACHMENTS];
