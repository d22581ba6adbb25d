/** Until when the makers mend security faults of a branch, and who says so. */
export interface Branch {
  product: string;
  /** The beginning of the version: `8.5`, `1.24`, `7`. */
  branch: string;
  /** ISO date of the last day. */
  until: string;
}

/** Where the dates of a product are published. */
export const SOURCES: Readonly<Record<string, string>> = {
  'Apache Tomcat': 'https://tomcat.apache.org/whichversion.html',
  Java: 'https://www.java.com/releases/',
  PHP: 'https://www.php.net/eol.php',
  'Apache HTTP Server': 'https://httpd.apache.org/',
  nginx: 'https://nginx.org/en/CHANGES',
  Debian: 'https://wiki.debian.org/LTS',
  Ubuntu: 'https://ubuntu.com/about/release-cycle',
  CentOS: 'https://www.centos.org/centos-linux-eol/',
  'Amazon Linux': 'https://aws.amazon.com/amazon-linux-2/faqs/',
};

const rows = (product: string, list: readonly (readonly [string, string])[]): Branch[] =>
  list.map(([branch, until]) => ({ product, branch, until }));

/** State: 2026-11-30. Long-term releases of Java end by vendor, so that only the others are here. */
export const BRANCHES: readonly Branch[] = [
  ...rows('Apache Tomcat', [
    ['5', '2012-09-30'],
    ['6', '2016-12-31'],
    ['7', '2021-03-31'],
    ['8.0', '2018-06-30'],
    ['8.5', '2024-03-31'],
    ['10.0', '2022-10-31'],
  ]),
  ...rows('Java', [
    ['6', '2018-12-31'],
    ['7', '2022-07-31'],
    ['9', '2018-03-20'],
    ['10', '2018-09-25'],
    ['12', '2019-09-17'],
    ['13', '2020-03-17'],
    ['14', '2020-09-15'],
    ['15', '2021-03-16'],
    ['16', '2021-09-14'],
    ['18', '2022-09-20'],
    ['19', '2023-03-21'],
    ['20', '2023-09-19'],
    ['22', '2024-09-17'],
    ['23', '2025-03-18'],
    ['24', '2025-09-16'],
  ]),
  ...rows('PHP', [
    ['5.2', '2011-01-06'],
    ['5.3', '2014-08-14'],
    ['5.4', '2015-09-03'],
    ['5.5', '2016-07-21'],
    ['5.6', '2018-12-31'],
    ['7.0', '2019-01-10'],
    ['7.1', '2019-12-01'],
    ['7.2', '2020-11-30'],
    ['7.3', '2021-12-06'],
    ['7.4', '2022-11-28'],
    ['8.0', '2023-11-26'],
    ['8.1', '2025-12-31'],
    ['8.2', '2026-12-31'],
    ['8.3', '2027-12-31'],
    ['8.4', '2028-12-31'],
  ]),
  ...rows('Apache HTTP Server', [
    ['2.0', '2013-07-10'],
    ['2.2', '2018-01-01'],
  ]),
  ...rows('nginx', [
    ['1.18', '2021-04-20'],
    ['1.20', '2022-05-24'],
    ['1.22', '2023-04-11'],
    ['1.24', '2024-04-23'],
    ['1.26', '2025-04-23'],
    ['1.28', '2026-04-14'],
  ]),
  // With the volunteers' long-term support.
  ...rows('Debian', [
    ['8', '2020-06-30'],
    ['9', '2022-06-30'],
    ['10', '2024-06-30'],
    ['11', '2026-08-31'],
    ['12', '2028-06-30'],
  ]),
  // Without the paid extension.
  ...rows('Ubuntu', [
    ['14.04', '2019-04-30'],
    ['16.04', '2021-04-30'],
    ['18.04', '2023-05-31'],
    ['20.04', '2025-05-31'],
    ['22.04', '2027-05-31'],
    ['24.04', '2029-05-31'],
  ]),
  ...rows('CentOS', [
    ['6', '2020-11-30'],
    ['7', '2024-06-30'],
    ['8', '2021-12-31'],
  ]),
  ...rows('Amazon Linux', [
    ['2018.03', '2023-12-31'],
    ['2', '2026-06-30'],
    ['2023', '2029-06-30'],
  ]),
];
