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

/** What was asked for, by the beginning of the path; Exchange's virtual directories and WordPress by name. */
export const SERVICE = `CASE ${SERVICES.map(([pattern, name]) => `WHEN ${PATH} LIKE '${pattern}' THEN '${name}'`).join(' ')}
    ELSE 'web' END`;
