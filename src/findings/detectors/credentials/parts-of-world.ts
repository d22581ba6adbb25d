/**
 * The part of the world that a cloud's region lies in, by how AWS, Google, Microsoft and Oracle name their regions (their lists of
 * regions; read 2026-11). The order counts: `ap-southeast-2` is Sydney. A name that is not known lies nowhere, so that nobody
 * travels there.
 */
const PARTS: readonly (readonly [part: string, names: readonly string[]])[] = [
  [
    'Oceania',
    [
      'ap-southeast-2',
      'ap-southeast-4',
      'ap-southeast-6',
      'ap-sydney%',
      'ap-melbourne%',
      'australia%',
      'newzealand%',
    ],
  ],
  [
    'Europe',
    [
      'eu-%',
      'europe-%',
      'uk-%',
      'northeurope',
      'westeurope',
      'uksouth',
      'ukwest',
      'france%',
      'centralfrance',
      'southfrance',
      'germany%',
      'sweden%',
      'norway%',
      'switzerland%',
      'italynorth',
      'polandcentral',
      'spaincentral',
    ],
  ],
  [
    'North America',
    [
      'us-%',
      'ca-%',
      'mx-%',
      'northamerica-%',
      'canada%',
      'mexico%',
      'eastus%',
      'westus%',
      'centralus%',
      '%centralus',
    ],
  ],
  ['South America', ['sa-%', 'southamerica-%', 'brazil%', 'chile%']],
  ['Africa', ['af-south%', 'af-johannesburg%', 'africa-south%', 'southafrica%']],
  ['Middle East', ['me-%', 'il-%', 'uae%', 'qatar%', 'israel%']],
  [
    'Asia',
    ['ap-%', 'asia-%', 'japan%', 'korea%', 'southeastasia', 'eastasia', '%india', 'indonesia%', 'malaysia%'],
  ],
];

/** SQL: the part of the world of the column `region`; null where its name is not known. */
export const SQL_PART_OF_WORLD = `CASE ${PARTS.map(
  ([part, names]) =>
    `WHEN ${names.map((name) => `lower(region) LIKE '${name}'`).join(' OR ')} THEN '${part}'`,
).join(' ')} END`;
