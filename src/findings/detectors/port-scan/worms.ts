/** A port over which worms, and bots that spread as worms do, went from host to host. */
interface WormPort {
  port: number;
  /** The best known of them. */
  names: readonly string[];
  source: string;
}

/** TCP. What spreads next may take another one: a port that is not here says nothing. */
const WORM_PORTS: readonly WormPort[] = [
  { port: 23, names: ['Mirai'], source: 'Antonakakis et al. 2017, Understanding the Mirai Botnet' },
  { port: 135, names: ['Blaster'], source: 'CERT CA-2003-20; MS03-026' },
  { port: 139, names: ['Conficker'], source: 'MS08-067' },
  { port: 445, names: ['Conficker', 'WannaCry'], source: 'MS08-067; CISA TA17-132A' },
  { port: 1433, names: ['Spida'], source: 'CERT IN-2002-04' },
  { port: 2323, names: ['Mirai'], source: 'Antonakakis et al. 2017, Understanding the Mirai Botnet' },
  { port: 2375, names: ['Graboid'], source: 'Palo Alto Networks Unit 42, 2019-10' },
  { port: 3306, names: ['Forbot'], source: 'SANS Internet Storm Center, 2005-01: the MySQL bot' },
  { port: 5555, names: ['ADB.Miner'], source: '360 Netlab, 2018-02' },
  { port: 6379, names: ['P2PInfect'], source: 'Palo Alto Networks Unit 42, 2023-07' },
  { port: 7547, names: ['Mirai'], source: 'SANS Internet Storm Center, 2016-11: TR-069' },
  { port: 37215, names: ['Satori'], source: 'Check Point Research, 2017-12; CVE-2017-17215' },
];

export const SPREADING_PORTS: readonly number[] = WORM_PORTS.map(({ port }) => port);

/** What is known to spread over these ports, each name once. */
export function wormsOver(ports: readonly number[]): string[] {
  return [...new Set(WORM_PORTS.filter(({ port }) => ports.includes(port)).flatMap(({ names }) => names))];
}
