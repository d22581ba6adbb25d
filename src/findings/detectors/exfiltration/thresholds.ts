import type { ThresholdGroup } from '../../threshold.ts';

export const DNS_TUNNEL = {
  name: 'dns_tunnel',
  thresholds: {
    names: {
      default: 100,
      unit: 'names below one domain',
      what: 'least distinct names below one domain that a host asked for',
      source: 'RITA v5 default configuration: C2 over DNS, subdomain threshold base 100',
    },
    names_medium: {
      default: 500,
      unit: 'names below one domain',
      what: 'from so many on it is more than a hint',
      source: 'RITA v5 default configuration: C2 over DNS, subdomain threshold low 500',
    },
    names_high: {
      default: 1000,
      unit: 'names below one domain',
      what: 'from so many on it is of high severity',
      source: 'RITA v5 default configuration: C2 over DNS, subdomain threshold high 1,000',
    },
    unique_share: {
      default: 0.9,
      unit: 'share of questions',
      what: 'least share of the questions that ask for a name not asked for before',
      source: 'NEMEA tunnel detector: ratio of unique domains above 0.9',
    },
    name_length: {
      default: 20,
      unit: 'characters',
      what: 'least average length of what stands before the domain',
      source:
        'definition: what carries data fills its labels; names of machines and addresses in lists are shorter',
    },
    packets: {
      default: 1000,
      unit: 'packets each way',
      what: 'least packets of one conversation over UDP port 53, between one port of ours and one stranger',
      source: 'definition: a resolver takes another port for each question (RFC 5452)',
    },
    packet_bytes: {
      default: 110,
      unit: 'bytes a packet, headers included',
      what: 'least average length of the packets that went out',
      source:
        'definition: a question for a name of thirty characters has 76 bytes; one that carries data more',
    },
  },
} as const satisfies ThresholdGroup;

export const EXFILTRATION = {
  name: 'exfiltration',
  thresholds: {
    bytes: {
      default: 1_000_000_000,
      unit: 'bytes a day',
      what: 'least bytes that a host sent in one day to one address which it never turned to before',
      source: 'definition: less is an update, a picture, a mail',
    },
    days: {
      default: 3,
      unit: 'days',
      what: 'least days before with flows of the host, against which the day is held',
      source: 'definition: one or two days are no habit; NEMEA holds two windows against seven',
    },
    times_usual: {
      default: 5,
      unit: 'times',
      what: 'how much more went to the one address than to all together on the fullest day before',
      source: 'definition',
    },
    times_back: {
      default: 5,
      unit: 'times',
      what: 'how much more went out than came back from there',
      source: 'definition: an upload; what comes back are acknowledgements',
    },
  },
} as const satisfies ThresholdGroup;
