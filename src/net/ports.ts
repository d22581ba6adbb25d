/**
 * Ports that abuse reports are about, with the name people use. Source: IANA Service Name and Transport
 * Protocol Port Number Registry; products' own documentation where IANA lists none (Docker, Kubernetes,
 * Elasticsearch, mining pools' Stratum).
 */
const NAMES: ReadonlyMap<number, string> = new Map([
  [7, 'echo'],
  [17, 'QOTD'],
  [19, 'CharGEN'],
  [20, 'FTP data'],
  [21, 'FTP'],
  [22, 'SSH'],
  [23, 'Telnet'],
  [25, 'SMTP'],
  [53, 'DNS'],
  [67, 'DHCP'],
  [68, 'DHCP'],
  [69, 'TFTP'],
  [80, 'HTTP'],
  [88, 'Kerberos'],
  [110, 'POP3'],
  [111, 'portmapper'],
  [123, 'NTP'],
  [135, 'Microsoft RPC'],
  [137, 'NetBIOS name'],
  [138, 'NetBIOS datagram'],
  [139, 'NetBIOS session'],
  [143, 'IMAP'],
  [161, 'SNMP'],
  [162, 'SNMP trap'],
  [179, 'BGP'],
  [389, 'LDAP'],
  [443, 'HTTPS'],
  [445, 'SMB'],
  [465, 'SMTPS'],
  [500, 'IKE'],
  [514, 'syslog'],
  [515, 'printer'],
  [554, 'RTSP'],
  [587, 'SMTP submission'],
  [623, 'IPMI'],
  [631, 'IPP'],
  [636, 'LDAPS'],
  [873, 'rsync'],
  [993, 'IMAPS'],
  [995, 'POP3S'],
  [1080, 'SOCKS'],
  [1194, 'OpenVPN'],
  [1433, 'SQL Server'],
  [1434, 'SQL Server browser'],
  [1521, 'Oracle'],
  [1723, 'PPTP'],
  [1883, 'MQTT'],
  [1900, 'SSDP'],
  [2049, 'NFS'],
  [2222, 'SSH (alternative)'],
  [2323, 'Telnet (alternative)'],
  [2375, 'Docker'],
  [2376, 'Docker TLS'],
  [3128, 'web proxy'],
  [3306, 'MySQL'],
  [3333, 'Stratum'],
  [3389, 'RDP'],
  [3478, 'STUN'],
  [3702, 'WS-Discovery'],
  [4500, 'IPsec NAT-T'],
  [5060, 'SIP'],
  [5061, 'SIP TLS'],
  [5353, 'mDNS'],
  [5432, 'PostgreSQL'],
  [5555, 'ADB'],
  [5683, 'CoAP'],
  [5900, 'VNC'],
  [5985, 'WinRM'],
  [5986, 'WinRM TLS'],
  [6379, 'Redis'],
  [6443, 'Kubernetes API'],
  [6667, 'IRC'],
  [7547, 'TR-069'],
  [8000, 'HTTP (alternative)'],
  [8080, 'HTTP (alternative)'],
  [8443, 'HTTPS (alternative)'],
  [8888, 'HTTP (alternative)'],
  [9042, 'Cassandra'],
  [9200, 'Elasticsearch'],
  [10250, 'kubelet'],
  [11211, 'memcached'],
  [27017, 'MongoDB'],
  [33434, 'traceroute'],
  [37215, 'Huawei UPnP'],
  [51820, 'WireGuard'],
]);

/** Ports up to here are assigned to services, which is why nothing else uses them (RFC 6335, system ports). */
const SYSTEM = 1023;

/** SQL condition that a port column is that of a service: a system port, or one that has a name here. */
export function isServicePort(expression: string): string {
  const high = [...NAMES.keys()].filter((port) => port > SYSTEM);
  return `(${expression} <= ${SYSTEM} OR ${expression} IN (${high.join(', ')}))`;
}

/** Is it the port of a service that somebody may look for? */
export function isService(port: number): boolean {
  return port <= SYSTEM || NAMES.has(port);
}

/** `SSH` for 22; undefined for a port that has no name here. */
export function portName(port: number): string | undefined {
  return NAMES.get(port);
}
