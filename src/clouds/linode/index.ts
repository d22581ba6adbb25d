import type { Cloud } from '../cloud.ts';
import { geofeed } from '../geofeed.ts';

/** Blocks as the registries (ARIN, RIPE NCC, APNIC) gave them, 2026-11; only to recognise its feed by. */
const BLOCKS = [
  '45.33.0.0/17',
  '45.56.64.0/18',
  '45.79.0.0/16',
  '50.116.0.0/18',
  '66.228.32.0/19',
  '96.126.96.0/19',
  '139.162.0.0/16',
  '172.104.0.0/15',
  '173.255.192.0/18',
  '178.79.128.0/18',
  '2400:8900::/28',
  '2600:3c00::/27',
  '2a01:7e00::/29',
];

export const LINODE: Cloud = {
  name: 'linode',
  title: 'Linode (Akamai)',
  short: 'Linode',
  ranges: [
    geofeed({
      name: 'linode',
      title: 'Linode',
      service: 'Linode',
      url: 'https://geoip.linode.com/',
      blocks: BLOCKS,
      sample: '2600:3c00::/32,US,US-TX,Richardson,',
    }),
  ],
};
