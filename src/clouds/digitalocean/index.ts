import type { Cloud } from '../cloud.ts';
import { geofeed } from '../geofeed.ts';

/** Blocks as the registries (ARIN, RIPE NCC, APNIC) gave them, 2026-11; only to recognise its feed by. */
const BLOCKS = [
  '5.101.96.0/20',
  '24.144.64.0/18',
  '24.199.64.0/18',
  '37.139.0.0/19',
  '45.55.0.0/16',
  '46.101.0.0/16',
  '64.225.0.0/17',
  '68.183.0.0/16',
  '104.131.0.0/16',
  '104.236.0.0/16',
  '104.248.0.0/16',
  '107.170.0.0/16',
  '138.68.0.0/16',
  '138.197.0.0/16',
  '157.230.0.0/16',
  '159.65.0.0/16',
  '159.89.0.0/16',
  '159.203.0.0/16',
  '165.227.0.0/16',
  '167.99.0.0/16',
  '192.241.128.0/17',
  '198.199.64.0/18',
  '206.189.0.0/16',
  '2400:6180::/32',
  '2604:a880::/32',
  '2a03:b0c0::/32',
];

export const DIGITALOCEAN: Cloud = {
  name: 'digitalocean',
  title: 'DigitalOcean',
  short: 'DigitalOcean',
  ranges: [
    geofeed({
      name: 'digitalocean',
      title: 'DigitalOcean',
      service: 'DigitalOcean',
      url: 'https://www.digitalocean.com/geo/google.csv',
      blocks: BLOCKS,
      sample: '5.101.96.0/21,NL,NL-NH,Amsterdam,1098 XH',
    }),
  ],
};
