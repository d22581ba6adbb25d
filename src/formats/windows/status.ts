/**
 * Why a logon failed: NTSTATUS codes of event 4625 (Microsoft, "4625(F): An account failed to log on", Status and Sub
 * Status; [MS-ERREF] 2.3.1).
 *
 * Some are written only where the password was right. `right` says of which that is known:
 * - `always`: [MS-SAMR] 3.1.5.13.7.1 looks at the password before its age; a logon type is granted or not after the account is
 *   known (`LsaLogonUser`).
 * - `ntlm`: Active Directory's codes 530, 531, 533 and 701 of a bind are "returned only when presented with valid username and
 *   password"; a domain controller that is asked for Kerberos tickets may refuse such accounts before it looks at anything.
 */
interface Status {
  why: string;
  right?: 'always' | 'ntlm';
}

const STATUSES: ReadonlyMap<string, Status> = new Map<string, Status>([
  ['0xc000005e', { why: 'no logon server' }],
  ['0xc0000064', { why: 'no such user' }],
  ['0xc000006a', { why: 'wrong password' }],
  ['0xc000006d', { why: 'wrong user or password' }],
  ['0xc000006e', { why: 'account restriction', right: 'always' }],
  ['0xc000006f', { why: 'outside of the allowed hours', right: 'ntlm' }],
  ['0xc0000070', { why: 'workstation not allowed', right: 'ntlm' }],
  ['0xc0000071', { why: 'password expired', right: 'always' }],
  ['0xc0000072', { why: 'account disabled', right: 'ntlm' }],
  ['0xc0000133', { why: 'clocks differ' }],
  ['0xc000015b', { why: 'logon type not granted', right: 'always' }],
  ['0xc0000193', { why: 'account expired', right: 'ntlm' }],
  ['0xc0000224', { why: 'password must be changed', right: 'always' }],
  ['0xc0000234', { why: 'account locked out' }],
  ['0xc0000413', { why: 'refused by the authentication firewall' }],
]);

/**
 * "The user account and password are legitimate, but the user account has a restriction": Microsoft,
 * `IWRdsProtocolLogonErrorRedirector::RedirectLogonError`, whose sub status says which.
 */
const RESTRICTED = '0xc000006e';

/** `0xc000006d` of `0xC000006D`, `3221225581` or `-1073741715`; empty if it is no status or a success. */
export function statusCode(text: string | undefined): string {
  if (text === undefined) return '';
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return /^0x0+$/i.test(text) ? '' : text.toLowerCase();
  if (!/^-?\d{1,10}$/.test(text) || Number(text) === 0) return '';
  return `0x${(Number(text) >>> 0).toString(16).padStart(8, '0')}`;
}

/** What a code means; undefined if it is not known. */
export function whyOf(code: string): string | undefined {
  return STATUSES.get(code)?.why;
}

/**
 * Why a logon was refused though the password was right.
 * @param codes status and sub status, as `statusCode` writes them, without those that say nothing
 * @param authentication name of the package that looked at the password (`NTLM`, `Kerberos`, `Negotiate`)
 * @returns undefined if nothing says that it was right
 */
export function refusedOf(codes: readonly string[], authentication: string | undefined): string | undefined {
  const last = STATUSES.get(codes.at(-1) ?? '');
  const ntlm = authentication !== undefined && /^NTLM/i.test(authentication);
  const right = codes[0] === RESTRICTED || last?.right === 'always' || (last?.right === 'ntlm' && ntlm);
  return right ? (last?.why ?? STATUSES.get(RESTRICTED)?.why) : undefined;
}
