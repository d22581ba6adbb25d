import { addressOfNumber, formatPrefix, sizeOf } from '../../../net/prefix.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/**
 * A web.config of more than 250 kB is refused (`MaxWebConfigFileSizeInKB`, Microsoft Learn); an entry has up to 83
 * bytes, and some room is left for what else is there.
 */
const ENTRIES = 2500;

function mask(prefix: Prefix): string {
  return addressOfNumber(0xffff_0000_0000n + (2n ** 32n - sizeOf(prefix))).text;
}

function entry(prefix: Prefix): string {
  const address = formatPrefix(prefix).split('/')[0];
  return `          <add ipAddress="${address}" subnetMask="${mask(prefix)}" allowed="false"/>`;
}

/** IIS by its "IP Address and Domain Restrictions", which must be installed. IPv4 only. */
export const iis: Firewall = {
  name: 'iis',
  title: 'IIS (ipSecurity)',
  can: { ...HANDED_OVER, families: [4], capacity: { entries: ENTRIES, per: 'list' } },
  render: (rules) => [
    {
      name: 'abusedesk.web.config',
      text: [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<configuration>',
        '  <system.webServer>',
        '    <security>',
        '      <ipSecurity allowUnlisted="true" denyAction="Forbidden">',
        ...rules.flatMap(({ prefixes }) => prefixes.map(entry)),
        '      </ipSecurity>',
        '    </security>',
        '  </system.webServer>',
        '</configuration>',
        '',
      ].join('\r\n'),
      use: 'merge the ipSecurity element into the web.config of the site (for Exchange: of Default Web Site)',
    },
  ],
};
