/** What an event of a number is. */
type Deed =
  | { kind: 'login'; service: string }
  /** A connection that was made. */
  | { kind: 'flow' }
  /** What a client did, and the fields of `logdata` that say it, in order. */
  | { kind: 'alert'; rule: string; fields: readonly string[] }
  /** Tells of the client's program alone. */
  | { kind: 'silent' };

const login = (service: string): Deed => ({ kind: 'login', service: `opencanary ${service}` });
const alert = (rule: string, ...fields: readonly string[]): Deed => ({ kind: 'alert', rule, fields });

/** From here on numbers are what clients did; below, OpenCanary's words about itself. */
export const FIRST_DEED = 2000;

/** Redis' command to log in. Every other command is a deed. */
export const REDIS_COMMAND = 17_001;

/**
 * OpenCanary's event numbers (`logtype`).
 * Source: OpenCanary's source, `opencanary/logger.py` (constants of LoggerBase), and the fields of `logdata` as its modules
 * write them; read 2026-11.
 */
export const LOGTYPES: ReadonlyMap<number, Deed> = new Map([
  [2000, login('ftp')],
  [3000, alert('http get', 'HOSTNAME', 'PATH', 'USERAGENT')],
  [3001, login('http')],
  [4000, { kind: 'flow' }],
  [4001, { kind: 'silent' }],
  [4002, login('ssh')],
  [5000, alert('smb file open', 'USER', 'SHARENAME', 'FILENAME')],
  [5001, alert('port scan: SYN')],
  [5002, alert('port scan: nmap OS detection')],
  [5003, alert('port scan: nmap NULL')],
  [5004, alert('port scan: nmap XMAS')],
  [5005, alert('port scan: nmap FIN')],
  [6001, login('telnet')],
  [7001, login('http proxy')],
  [8001, login('mysql')],
  [9001, login('mssql')],
  [9002, login('mssql')],
  [10_001, alert('tftp request', 'OPCODE', 'FILENAME', 'MODE')],
  [11_001, alert('ntp monlist', 'NTP CMD')],
  [12_001, login('vnc')],
  [13_001, alert('snmp request', 'REQUESTS', 'COMMUNITY_STRING')],
  [14_001, login('rdp')],
  [15_001, alert('sip request', 'HEADERS')],
  [16_001, alert('git clone', 'HOST', 'REPO')],
  [REDIS_COMMAND, alert('redis command', 'CMD', 'ARGS')],
  [18_001, { kind: 'flow' }],
  [18_002, { kind: 'flow' }],
  [18_003, alert('tcp banner: secret received', 'DATA', 'SECRET_STRING')],
  [18_004, alert('tcp banner: data received', 'DATA')],
  [18_005, alert('tcp banner: data received', 'DATA')],
] satisfies [number, Deed][]);
