import type { Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';

/**
 * Logons of Windows' Security log: event 4624 (it worked) and 4625 (it did not), with the names of their EventData
 * (Microsoft, "4624(S)" and "4625(F)"). Values are as text, absent where the export has them not.
 */
export interface LogonEvent {
  id: string;
  TargetUserName?: string | undefined;
  TargetDomainName?: string | undefined;
  LogonType?: string | undefined;
  IpAddress?: string | undefined;
  IpPort?: string | undefined;
  Status?: string | undefined;
  SubStatus?: string | undefined;
}

export const EVENT_DATA = [
  'TargetUserName',
  'TargetDomainName',
  'LogonType',
  'IpAddress',
  'IpPort',
  'Status',
  'SubStatus',
] as const;

export type EventDataName = (typeof EVENT_DATA)[number];

/** Where the values stand in `Properties`, which has no names: the order of the event's template, from 0. */
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

/** Why a logon failed (Microsoft, "4625(F)", Status and Sub Status). */
const STATUSES: ReadonlyMap<string, string> = new Map([
  ['0xc0000064', 'no such user'],
  ['0xc000006a', 'wrong password'],
  ['0xc000006d', 'wrong user or password'],
  ['0xc000006e', 'account restriction'],
  ['0xc000006f', 'outside of the allowed hours'],
  ['0xc0000070', 'workstation not allowed'],
  ['0xc0000071', 'password expired'],
  ['0xc0000072', 'account disabled'],
  ['0xc0000133', 'clocks differ'],
  ['0xc000015b', 'logon type not granted'],
  ['0xc0000193', 'account expired'],
  ['0xc0000224', 'password must be changed'],
  ['0xc0000234', 'account locked out'],
  ['0xc0000413', 'refused by the authentication firewall'],
]);

/** `0xc000006d` of `0xC000006D`, `3221225581` or `-1073741715`; empty if it is none or success. */
function statusCode(text: string | undefined): string {
  if (text === undefined) return '';
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return /^0x0+$/i.test(text) ? '' : text.toLowerCase();
  if (!/^-?\d{1,10}$/.test(text) || Number(text) === 0) return '';
  return `0x${(Number(text) >>> 0).toString(16).padStart(8, '0')}`;
}

function detailOf(event: LogonEvent): string {
  const codes = [statusCode(event.Status), statusCode(event.SubStatus)].filter((code) => code !== '');
  const why = STATUSES.get(codes.at(-1) ?? '');
  const parts = [`logon type ${event.LogonType ?? 'not said'}`];
  if (codes.length > 0) parts.push(codes.join('/'));
  if (why !== undefined) parts.push(why);
  return parts.join(', ');
}

function isNone(text: string | undefined): boolean {
  return text === undefined || text === '' || text === '-';
}

/** A logon from elsewhere, or why it is passed over. */
export function readLogon(event: LogonEvent): Reading {
  if (event.id !== '4624' && event.id !== '4625') return skip('events other than logons (4624, 4625)');
  const type = event.LogonType ?? '';
  if (!/^\d{1,2}$/.test(type)) return reject('no LogonType');
  const known = LOGON_TYPES.get(type);
  const client = isNone(event.IpAddress) ? undefined : event.IpAddress;
  if (client === undefined && known?.remote !== true)
    return skip('local logons: of services, of jobs, at the console');
  const port = Number(event.IpPort ?? '0');
  return {
    kind: 'login',
    service: known?.service ?? 'windows',
    ...(!isNone(event.TargetUserName) && { user: event.TargetUserName }),
    ...(client !== undefined && { client }),
    port: Number.isInteger(port) ? port : 0,
    ok: event.id === '4624',
    detail: detailOf(event),
  };
}
