import type { Detector } from '../../detector.ts';
import { enteredRows } from './entries.ts';
import { findLoginEntries } from './entry.ts';
import type { LoginEntry } from './entry.ts';
import { SERVICE_LOGINS } from './login-outcomes.ts';

const ENTRY: LoginEntry = {
  name: 'login-credentials-worked',
  source: { key: 'sourceLoginEntry', params: {} },
  log: SERVICE_LOGINS,
  noun: 'login',
};

/** Passwords that were guessed: a client failed, on this account or on many, and then got in. */
export const loginCredentialsWorked: Detector = {
  name: ENTRY.name,
  type: 'credential_exposure',
  title: 'A client that tried passwords on a service got in',
  source: ENTRY.source,
  table: 'logins',
  accused: (context) => enteredRows(context, ENTRY.name, ENTRY.log),
  detect: (context) => findLoginEntries(context, ENTRY),
};
