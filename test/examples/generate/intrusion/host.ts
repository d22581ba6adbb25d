/** The accused server: a web shop on an instance with an address of its own. */
export const SERVER = {
  address: '10.30.1.40',
  public: '198.51.100.40',
  interface: 'eni-0d4e5f60718293a4b',
  instance: 'i-0e4f5061728394a5b',
  account: '123456789370',
  region: 'eu-west-1',
} as const;

/** A book shop elsewhere, which complains. */
export const VICTIM = { domain: 'books.example', address: '203.0.113.172' } as const;

/** Whoever uses the server. */
export const INTRUDER = '192.0.2.66';

/** As those who passed the notice on have masked them. */
export const MASKED = { server: '198.xx.xx.40', victim: '203.xx.113.xx', account: 'xxxx370' } as const;
