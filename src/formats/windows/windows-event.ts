import { worded } from './worded.ts';
import { hostOf } from './client-address.ts';
import type { Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import { statusCode, whyOf } from './status.ts';
import { EVENT_DATA, isNone, OTHER_EVENT, readLogon } from './windows-security-event.ts';
import type { LogonEvent } from './windows-security-event.ts';

/** An event of Windows with the names of its EventData, or of the elements of its UserData. */
export interface WindowsEvent {
  /** `Microsoft-Windows-Security-Auditing`; empty where the export does not say, which is taken for it. */
  provider: string;
  id: string;
  /** A value by its name; undefined: the event has none. */
  value(name: string): string | undefined;
}

type EventReader = (event: WindowsEvent, besideLogons: boolean) => Reading;

/** The value, or undefined where Windows writes that there is none. */
function valueOf(event: WindowsEvent, name: string): string | undefined {
  const value = event.value(name)?.trim();
  return isNone(value) ? undefined : value;
}

function logon(event: WindowsEvent): Reading {
  const known: LogonEvent = { id: event.id };
  for (const name of EVENT_DATA) known[name] = event.value(name)?.trim();
  return readLogon(known);
}

interface Attempt {
  service: string;
  user: string | undefined;
  client: string | undefined;
  port?: string;
  ok: boolean | undefined;
  detail: string;
}

function attempt({ service, user, client, port, ok, detail }: Attempt): Reading {
  const number = Number(port ?? '0');
  return {
    kind: 'login',
    service,
    ...(user !== undefined && { user }),
    ...(client !== undefined && { client }),
    port: Number.isInteger(number) ? number : 0,
    ok,
    detail,
  };
}

/**
 * What a domain controller answered who asked for a ticket (Microsoft, "4768(S, F)" and "4771(F)", failure codes of RFC
 * 4120): undefined where the password was not looked at.
 */
const KERBEROS: ReadonlyMap<string, { ok: boolean | undefined; why: string }> = new Map([
  ['', { ok: true, why: 'ticket granted' }],
  ['0x6', { ok: false, why: 'no such user' }],
  ['0x12', { ok: undefined, why: 'account disabled, expired or locked out' }],
  ['0x17', { ok: undefined, why: 'password expired' }],
  ['0x18', { ok: false, why: 'wrong password' }],
  ['0x25', { ok: undefined, why: 'clocks differ' }],
]);

function ticket(event: WindowsEvent): Reading {
  const user = valueOf(event, 'TargetUserName');
  const client = valueOf(event, 'IpAddress');
  if (client === undefined || client === '::1') return skip(worded('winLocal'));
  if (user?.endsWith('$') === true) return skip(worded('winComputers'));
  const status = event.value('Status');
  if (status === undefined) return reject(worded('winNoStatus'));
  const code = statusCode(status);
  const known = KERBEROS.get(code);
  const why = known?.why ?? 'refused for another reason';
  const detail = [`Kerberos, event ${event.id}`, code, why].filter((part) => part !== '').join(', ');
  const port = event.value('IpPort');
  return attempt({ service: 'kerberos', user, client, port, ok: known?.ok, detail });
}

/** What a computer was asked to check by NTLM; it names a workstation, as the client calls itself, and no address. */
function ntlm(event: WindowsEvent, besideLogons: boolean): Reading {
  const status = event.value('Status');
  if (status === undefined) return reject(worded('winNoStatus'));
  const code = statusCode(status);
  const workstation = valueOf(event, 'Workstation') ?? valueOf(event, 'WorkstationName');
  const parts = ['NTLM, event 4776', code, whyOf(code), workstation && `from ${workstation}`];
  return attempt({
    service: 'windows-ntlm',
    user: valueOf(event, 'TargetUserName'),
    client: undefined,
    ok: besideLogons ? undefined : code === '',
    detail: parts.filter((part) => part !== undefined && part !== '').join(', '),
  });
}

const AUDITING: ReadonlyMap<string, EventReader> = new Map<string, EventReader>([
  ['4624', logon],
  ['4625', logon],
  ['4648', () => skip(worded('win4648'))],
  ['4740', () => skip(worded('win4740'))],
  ['4768', ticket],
  ['4771', ticket],
  ['4776', ntlm],
]);

const NO_PEER = skip(worded('winConsole'));

/**
 * With Network Level Authentication the password was right, without it nobody has asked for one yet; the event is the
 * same ("User authentication succeeded").
 */
function authenticated(event: WindowsEvent): Reading {
  const client = hostOf(valueOf(event, 'Param3'));
  if (client === undefined) return NO_PEER;
  const detail = 'connected (1149): with network level authentication the password was right';
  return attempt({ service: 'rdp', user: valueOf(event, 'Param1'), client, ok: undefined, detail });
}

/** A session that began or was taken up again. `LOCAL` is the console. */
function session(event: WindowsEvent, besideLogons: boolean): Reading {
  const client = hostOf(valueOf(event, 'Address'));
  if (client === undefined || client.toUpperCase() === 'LOCAL') return NO_PEER;
  const detail = event.id === '21' ? 'session began' : 'session was taken up again';
  const user = valueOf(event, 'User');
  return attempt({ service: 'rdp', user, client, ok: besideLogons ? undefined : true, detail });
}

/** "A connection from the client computer with an IP address of … failed because the user name or password is not correct." */
function wrongPassword(event: WindowsEvent, besideLogons: boolean): Reading {
  const client = hostOf(valueOf(event, 'IPString'));
  if (client === undefined) return reject(worded('winNoIpString'));
  const ok = besideLogons ? undefined : false;
  return attempt({ service: 'rdp', user: undefined, client, ok, detail: 'wrong user or password (140)' });
}

const RDP_CONNECTIONS = skip(worded('winRdp'));

/** By the name of the provider: which of its events are read, and how. Source: the providers' manifests. */
const PROVIDERS: ReadonlyMap<string, ReadonlyMap<string, EventReader>> = new Map([
  ['', AUDITING],
  ['Microsoft-Windows-Security-Auditing', AUDITING],
  [
    'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
    new Map<string, EventReader>([['1149', authenticated]]),
  ],
  [
    'Microsoft-Windows-TerminalServices-LocalSessionManager',
    new Map<string, EventReader>([
      ['21', session],
      ['25', session],
    ]),
  ],
  [
    'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
    new Map<string, EventReader>([
      ['131', () => RDP_CONNECTIONS],
      ['140', wrongPassword],
    ]),
  ],
]);

/**
 * A login, or why an event is rejected.
 * @param besideLogons the file has events 4624 or 4625 too: what others say of the same attempts counts no second time
 */
export function readWindowsEvent(event: WindowsEvent, besideLogons: boolean): Reading {
  // Collectors have names of their own for the Security log's; a logon is known by its type.
  const events =
    PROVIDERS.get(event.provider) ?? (event.value('LogonType') === undefined ? undefined : AUDITING);
  return events?.get(event.id)?.(event, besideLogons) ?? skip(OTHER_EVENT);
}
