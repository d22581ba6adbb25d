import { worded } from './worded.ts';
import type { Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import { refusedOf, statusCode, whyOf } from './status.ts';

/**
 * Logons of Windows' Security log: event 4624 (it worked) and 4625 (it did not), with the names of their EventData
 * (Microsoft, "4624(S)" and "4625(F)"). Values are as text, absent where the export has them not.
 */
export interface LogonEvent {
  id: string;
  TargetUserName?: string;
  TargetDomainName?: string;
  LogonType?: string;
  IpAddress?: string;
  IpPort?: string;
  Status?: string;
  SubStatus?: string;
  /** Who looked at the password: `NTLM`, `Kerberos`, or `Negotiate`, which is one of both. */
  AuthenticationPackageName?: string;
}

export const EVENT_DATA = [
  'TargetUserName',
  'TargetDomainName',
  'LogonType',
  'IpAddress',
  'IpPort',
  'Status',
  'SubStatus',
  'AuthenticationPackageName',
] as const;

export type EventDataName = (typeof EVENT_DATA)[number];

/** Where the values are in `Properties`, which has no names: the order of the event's template, from 0. */
export const POSITIONS: ReadonlyMap<string, Readonly<Record<EventDataName, number>>> = new Map([
  [
    '4625',
    {
      TargetUserName: 5,
      TargetDomainName: 6,
      LogonType: 10,
      IpAddress: 19,
      IpPort: 20,
      Status: 7,
      SubStatus: 9,
      AuthenticationPackageName: 12,
    },
  ],
  [
    '4624',
    {
      TargetUserName: 5,
      TargetDomainName: 6,
      LogonType: 8,
      IpAddress: 18,
      IpPort: 19,
      Status: -1,
      SubStatus: -1,
      AuthenticationPackageName: 10,
    },
  ],
]);

/** What a logon type is called here, and whether it can come from elsewhere (Microsoft, "4624(S)", Logon Type). */
const LOGON_TYPES: ReadonlyMap<string, { service: string; remote: boolean }> = new Map([
  ['0', { service: 'windows-system', remote: false }],
  ['2', { service: 'windows-console', remote: false }],
  ['3', { service: 'windows-network', remote: true }],
  ['4', { service: 'windows-batch', remote: false }],
  ['5', { service: 'windows-service', remote: false }],
  ['7', { service: 'windows-unlock', remote: false }],
  ['8', { service: 'windows-network', remote: true }],
  ['9', { service: 'windows-new-credentials', remote: false }],
  ['10', { service: 'rdp', remote: true }],
  ['11', { service: 'windows-console', remote: false }],
  ['12', { service: 'rdp', remote: true }],
  ['13', { service: 'windows-unlock', remote: false }],
]);

/** Status and sub status, without what says nothing. */
function codesOf({ Status, SubStatus }: LogonEvent): string[] {
  return [statusCode(Status), statusCode(SubStatus)].filter((code) => code !== '');
}

function detailOf(type: string, codes: readonly string[]): string {
  const why = whyOf(codes.at(-1) ?? '');
  const parts = [`logon type ${type}`];
  if (codes.length > 0) parts.push(codes.join('/'));
  if (why !== undefined) parts.push(why);
  return parts.join(', ');
}

/** Windows writes `-` where it has no value. */
export function isNone(text: string | undefined): boolean {
  return text === undefined || text === '' || text === '-';
}

export const OTHER_EVENT = worded('winOther');

/** A logon from elsewhere, or why it is passed over. */
export function readLogon(event: LogonEvent): Reading {
  if (event.id !== '4624' && event.id !== '4625') return skip(OTHER_EVENT);
  const type = event.LogonType ?? '';
  if (!/^\d{1,2}$/.test(type)) return reject(worded('winNoType'));
  const known = LOGON_TYPES.get(type);
  const client = isNone(event.IpAddress) ? undefined : event.IpAddress;
  if (client === undefined && known?.remote !== true) return skip(worded('winLocal'));
  const port = Number(event.IpPort ?? '0');
  const ok = event.id === '4624';
  const codes = codesOf(event);
  const refused = ok ? undefined : refusedOf(codes, event.AuthenticationPackageName);
  return {
    kind: 'login',
    service: known?.service ?? 'windows',
    ...(!isNone(event.TargetUserName) && { user: event.TargetUserName }),
    ...(client !== undefined && { client }),
    port: Number.isInteger(port) ? port : 0,
    ok,
    detail: detailOf(type, codes),
    ...(refused !== undefined && { refused }),
  };
}
