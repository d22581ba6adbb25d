/** The path that was asked for, in lower case. */
export const PATH = `lower(coalesce(cs_uri_stem, ''))`;

const SERVICES: readonly (readonly [pattern: string, name: string])[] = [
  ['/ews%', 'EWS'],
  ['/owa%', 'OWA'],
  ['/ecp%', 'ECP'],
  ['/microsoft-server-activesync%', 'ActiveSync'],
  ['/autodiscover%', 'Autodiscover'],
  ['/rpc%', 'RPC over HTTP'],
  ['/mapi%', 'MAPI over HTTP'],
  ['/oab%', 'OAB'],
  ['/powershell%', 'PowerShell'],
  ['%/wp-login.php', 'WordPress login'],
  ['%/xmlrpc.php', 'WordPress XML-RPC'],
];

const OTHER = 'web';

/** What was asked for, by the beginning of the path; Exchange's virtual directories and WordPress by name. */
export const SERVICE = `CASE ${SERVICES.map(([pattern, name]) => `WHEN ${PATH} LIKE '${pattern}' THEN '${name}'`).join(' ')}
    ELSE '${OTHER}' END`;

/** A service's number, in the order of the names: smaller than a name where it is counted by. */
const NUMBERED = [...SERVICES.map(([, name]) => name), OTHER].toSorted((a, b) => (a < b ? -1 : 1));

function numberOf(service: string): number {
  return NUMBERED.indexOf(service) + 1;
}

export const OTHER_SERVICE = numberOf(OTHER);

/** The number of what was asked for with a path. */
export function sqlServiceNumber(path: string): string {
  return `CASE ${SERVICES.map(([pattern, name]) => `WHEN lower(${path}) LIKE '${pattern}' THEN ${numberOf(name)}`).join(' ')}
    ELSE ${OTHER_SERVICE} END`;
}

/** The name of the service with a number. */
export function sqlServiceName(number: string): string {
  return `CASE ${NUMBERED.map((name) => `WHEN ${number} = ${numberOf(name)} THEN '${name}'`).join(' ')} END`;
}
