import type { Detector } from '../../detector.ts';
import { enteredRows } from './entries.ts';
import { findLoginEntries } from './entry.ts';
import type { LoginEntry } from './entry.ts';
import { WEB_LOGINS } from './web-outcomes.ts';

const ENTRY: LoginEntry = {
  name: 'web-credentials-worked',
  source: { key: 'sourceWebEntry', params: {} },
  log: WEB_LOGINS,
  noun: 'request',
};

/** Credentials that somebody else holds: they failed, or others did, and then these worked. */
export const webCredentialsWorked: Detector = {
  name: ENTRY.name,
  type: 'credential_exposure',
  title: 'A client that tried passwords got in, or a script in a cloud uses the credentials of a person',
  source: ENTRY.source,
  table: 'requests',
  accused: (context) => enteredRows(context, ENTRY.name, ENTRY.log),
  detect: (context) => findLoginEntries(context, ENTRY),
};
