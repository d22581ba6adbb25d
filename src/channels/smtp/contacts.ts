/** What a provider's desk wants of mails. */
interface Desk {
  title: string;
  /** Absent: the desk takes complaints in a form of its own. */
  mail?: string;
  /** One mail for each incident, or one for all of the provider. */
  per: 'incident' | 'provider';
}

/**
 * Where providers take complaints by mail, by the cloud's name. AWS asks for several addresses in one list ("How do I report AWS
 * abuse?", AWS re:Post); the others as their help pages and registrations name them. As of 2026-11.
 */
export const DESKS: Readonly<Record<string, Desk>> = {
  aws: { title: 'AWS', mail: 'trustandsafety@support.aws.com', per: 'provider' },
  google: { title: 'Google', mail: 'network-abuse@google.com', per: 'incident' },
  hetzner: { title: 'Hetzner', mail: 'abuse@hetzner.com', per: 'incident' },
  linode: { title: 'Linode', mail: 'abuse@linode.com', per: 'incident' },
  digitalocean: { title: 'DigitalOcean', per: 'incident' },
  ovh: { title: 'OVHcloud', per: 'incident' },
};
