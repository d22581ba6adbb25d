import { Output } from './output.ts';
import { Random } from './random.ts';

const START = 1_719_878_400;
/** All of it happens within an hour. */
const HOUR = 3600;
const HOSTS = 1000;
/** Records of a guilty host that are its deed. */
const DEEDS = 200;
/** A deed's record comes every so many seconds, however long the log is. */
const PACE = 3;
const PORTS = [22, 23, 445, 3389];

export interface Guilt {
  /** Records with what answers them. */
  records: number;
  /** So many hosts do something: nine of ten scan a port, the others flood a target. */
  guilty: number;
}

/**
 * A flow log (version 2) of a thousand hosts with as many records whoever is guilty: the others' are ordinary conversations.
 */
export function generateGuilty(path: string, { records, guilty }: Guilt): void {
  const random = new Random(7);
  const out = new Output(path);
  out.add(
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n',
  );
  const write = (host: number, ends: string, counts: string, at: number): void => {
    const eni = `eni-${(0x2000 + host).toString(16).padStart(17, '0')}`;
    out.add(`2 123456789010 ${eni} ${ends} ${counts} ${START + at} ${START + at + 50} ACCEPT OK\n`);
  };
  const each = Math.floor(records / HOSTS);
  for (let nth = 0; nth < each; nth++) {
    for (let host = 0; host < HOSTS; host++) {
      const own = `10.0.${host >> 8}.${host & 255}`;
      const other = `${random.between(11, 99)}.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`;
      const port = 32_768 + random.below(28_000);
      const deed = host < guilty && nth < DEEDS;
      const at = deed ? nth * PACE : Math.floor((nth * HOUR) / each);
      if (deed && host % 10 === 9) {
        write(host, `${own} 198.51.100.${host % 200} ${port} 53 17`, '900000 900000000', at);
      } else if (deed) {
        write(host, `${own} ${other} ${port} ${PORTS[host % PORTS.length]} 6`, '1 40', at);
      } else if (nth % 2 === 0) {
        write(host, `${own} ${other} ${port} 443 6`, `${random.between(4, 40)} 9000`, at);
      } else {
        write(host, `${other} ${own} 443 ${port} 6`, `${random.between(4, 40)} 30000`, at);
      }
    }
  }
  out.close();
}
