import type { LogonEvent } from './windows-security-event.ts';

/**
 * The text of event 4624 and 4625 as the Event Viewer shows it, in whatever language: sections parted by blank
 * lines, each a heading and `\tlabel:\t\tvalue` lines. Labels are translated, so values are found by their place,
 * counted from the end: the last sections are process, network and authentication, which Windows fills itself.
 * User and workstation names are the client's; whatever they hold, the address and the port are the last two values
 * before the authentication's.
 */

const MAX_MESSAGE = 65_536;
/** The authentication section has five values in all languages and versions. */
const AUTHENTICATION_VALUES = 5;

/** Values of a section's indented lines, in order. */
function valuesOf(section: readonly string[]): string[] {
  const values: string[] = [];
  for (const line of section) {
    const parts = line.split(/\t+/);
    if (parts[0]?.trim() === '' && parts.length > 2) values.push((parts.at(-1) ?? '').trim());
  }
  return values;
}

function sectionsOf(message: string): string[][] {
  const sections: string[][] = [[]];
  for (const line of message.slice(0, MAX_MESSAGE).split(/\r?\n/)) {
    if (line.trim() !== '') sections.at(-1)?.push(line);
    else if (sections.at(-1)?.length !== 0) sections.push([]);
  }
  return sections;
}

/** The logon type is in the section behind the subject's: alone, or first of the logon information. */
function logonType(section: readonly string[] | undefined): string | undefined {
  for (const line of section ?? []) {
    const [, type] = /\t(\d{1,2})\s{0,4}$/.exec(line) ?? [];
    if (type !== undefined) return type;
  }
  return undefined;
}

/**
 * Reads the values of a message.
 * @param id 4624 or 4625, which place the account differently
 * @returns undefined if it has not the sections of such an event
 */
export function readLogonMessage(id: string, message: string): LogonEvent | undefined {
  const sections = sectionsOf(message);
  const values = sections.map(valuesOf);
  const last = values.findLastIndex((section) => section.length >= AUTHENTICATION_VALUES);
  const network = values[last - 1];
  const account = values[id === '4625' ? last - 4 : last - 3];
  if (network === undefined || network.length < 2 || account === undefined || account.length < 3)
    return undefined;
  const failure = id === '4625' ? (values[last - 3] ?? []) : [];
  return {
    id,
    LogonType: logonType(sections[2]),
    TargetUserName: account[1],
    TargetDomainName: account[2],
    IpAddress: network.at(-2),
    IpPort: network.at(-1),
    Status: failure.at(-2),
    SubStatus: failure.at(-1),
    AuthenticationPackageName: values[last]?.[1],
  };
}
