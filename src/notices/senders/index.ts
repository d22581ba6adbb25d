import { arf } from './arf/arf.ts';
import { aws } from './aws/aws.ts';
import { azure } from './azure/azure.ts';
import { blocklistDe } from './blocklist-de/blocklist-de.ts';
import { digitalocean } from './digitalocean/digitalocean.ts';
import { fail2ban } from './fail2ban/fail2ban.ts';
import { freeText } from './free-text/free-text.ts';
import { google } from './google/google.ts';
import { hetzner } from './hetzner/hetzner.ts';
import { linode } from './linode/linode.ts';
import { ovh } from './ovh/ovh.ts';
import type { Sender } from './sender.ts';
import { shadowserver } from './shadowserver/shadowserver.ts';
import { xarf } from './xarf/xarf.ts';

/**
 * Every sender whose notices are read. A message is read by the first that knows it: providers come before the forms that
 * they pass on, and a text in nobody's form comes last. To add one, see docs/develop/adding-a-notice-sender.md.
 */
export const SENDERS: readonly Sender[] = [
  aws,
  hetzner,
  google,
  digitalocean,
  linode,
  azure,
  ovh,
  shadowserver,
  xarf,
  arf,
  blocklistDe,
  fail2ban,
  freeText,
];
