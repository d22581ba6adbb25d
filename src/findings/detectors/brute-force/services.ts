/** How large the flows of failed logins at a service are: packets and bytes from client to server, bytes back; for IPv4. */
interface Size {
  ports: readonly number[];
  packets: readonly [number, number];
  bytes: readonly [number, number];
  /** What a server that lets nobody in sends back at most. */
  answer: number;
  /** Nobody has published the size: more connections are asked for. */
  own?: true;
}

/**
 * SSH, Telnet and RDP: thresholds of NEMEA's brute force detector for what comes from the client. What goes back: definition, with the
 * same upper bound; a shell, a screen or a repository is more. The other services: definition, a short talk that ends.
 */
const SIZES: readonly Size[] = [
  { ports: [22, 2222], packets: [11, 30], bytes: [1000, 5000], answer: 5000 },
  { ports: [23, 2323], packets: [9, 50], bytes: [450, 3000], answer: 4000 },
  { ports: [3389], packets: [20, 100], bytes: [2200, 8000], answer: 8000 },
  {
    ports: [21, 445, 1433, 1521, 3306, 5432, 5900, 5985, 6379, 27_017],
    packets: [5, 60],
    bytes: [300, 8000],
    answer: 8000,
    own: true,
  },
];

/** SQL condition that a port column is that of a service at which people log in. */
export function isLoginPort(column: string): string {
  return `${column} IN (${SIZES.flatMap(({ ports }) => ports).join(', ')})`;
}

/** SQL condition that a connection is as large as a failed login: columns `port`, `packets`, `size` and `answer`. */
export function isLoginSized(): string {
  const cases = SIZES.map(
    ({ ports, packets, bytes, answer }) =>
      `port IN (${ports.join(', ')}) AND packets BETWEEN ${packets[0]} AND ${packets[1]} AND size BETWEEN ${bytes[0]} AND ${bytes[1]} AND answer <= ${answer}`,
  );
  return `(${cases.join('\n      OR ')})`;
}

/** SQL condition that a port's sizes are of our own definition. */
export function isOwnSize(column: string): string {
  return `${column} IN (${SIZES.flatMap(({ ports, own }) => (own === true ? ports : [])).join(', ')})`;
}
