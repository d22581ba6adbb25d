/** A provider's form for complaints, as it is in the web. */
interface Form {
  title: string;
  url: string;
  /** What the form asks for beside what every packet has. */
  asks: string;
}

/** Forms of providers by the cloud's name: their own pages, as of 2026-11. */
export const FORMS: Readonly<Record<string, Form>> = {
  google: {
    title: 'Google Cloud',
    url: 'https://support.google.com/code/contact/cloud_platform_report',
    asks: 'kind of abuse, addresses, times with their zone, log lines',
  },
  hetzner: {
    title: 'Hetzner',
    url: 'https://abuse.hetzner.com/issues/new',
    asks: 'kind of abuse, address, time, log lines; the form sends a mail to confirm',
  },
  ovh: {
    title: 'OVHcloud',
    url: 'https://www.ovhcloud.com/en/abuse/',
    asks: 'category, address, description, log lines; the form sends a mail to confirm',
  },
  digitalocean: {
    title: 'DigitalOcean',
    url: 'https://www.digitalocean.com/company/contact/abuse',
    asks: 'address, time and its zone at least, log lines',
  },
  linode: {
    title: 'Linode (Akamai)',
    url: 'https://www.linode.com/legal-abuse/',
    asks: 'address, time and its zone, log lines',
  },
};

/** When the forms were looked at. */
export const AS_OF = '2026-11';
