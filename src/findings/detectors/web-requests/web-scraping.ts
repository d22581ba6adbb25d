import type { Finding } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import type { Step } from '../../sql/steps.ts';
import { PATH } from '../../sql/web-services.ts';
import { limitsOf } from '../../threshold.ts';
import { IS_STRANGER } from './attacked.ts';
import { findClients, MOST_CLIENTS, OF_MANY } from './clients.ts';
import type { FoundClients } from './clients.ts';
import { REQUEST_NUMBERS } from './numbers.ts';
import { WEB_SCRAPING } from './thresholds.ts';

/** What a browser loads beside a page: IANA media types of styles, scripts, images, fonts, sound and film. */
const ASSET_ENDINGS =
  'css js mjs map png jpg jpeg gif svg ico webp avif bmp woff woff2 ttf eot otf mp3 mp4 webm'.split(' ');
const IS_ASSET = `(${ASSET_ENDINGS.map((ending) => `${PATH} LIKE '%.${ending}'`).join(' OR ')})`;
const IS_READ = `sc_status BETWEEN 200 AND 299 AND coalesce(cs_method, 'GET') = 'GET'`;
const PAGE = `coalesce(cs_uri_stem, '') || '?' || coalesce(cs_uri_query, '')`;
/** What crawlers call themselves, by their own documentation; anybody can. */
const CRAWLERS = ['bot', 'crawl', 'spider', 'slurp', 'facebookexternalhit', 'archive'];
const SAYS_CRAWLER = `(${CRAWLERS.map((word) => `lower(coalesce(user_agent, '')) LIKE '%${word}%'`).join(' OR ')})`;
const FIGURES = `count(DISTINCT CASE WHEN is_page = 1 THEN page END) AS pages, min(says_crawler) AS says_crawler`;

function scrapingSteps(context: DetectorContext): Step[] {
  const { window, pages, assets } = limitsOf(context, WEB_SCRAPING);
  const { dialect } = context.engine;
  const bin = `floor(${dialect.epoch('ts')} / ${window})`;
  return [
    {
      // Who was answered less often read no such number of pages: of most clients nothing more need be looked at.
      name: 'hurried',
      few: true,
      sql: `SELECT DISTINCT hurrying FROM (SELECT c_ip AS hurrying, ${bin} AS bin FROM requests
    WHERE ts IS NOT NULL AND ${IS_READ} AND ${IS_STRANGER} GROUP BY 1, 2 HAVING count(*) >= ${pages}) AS bins`,
    },
    {
      name: 'eager',
      few: true,
      sql: `SELECT client, max(pages) AS most FROM (
    SELECT c_ip AS client, ${bin} AS bin, count(DISTINCT ${PAGE}) AS pages
    FROM requests JOIN hurried ON hurrying = c_ip WHERE ts IS NOT NULL AND ${IS_READ} AND NOT ${IS_ASSET}
    GROUP BY 1, 2 HAVING count(DISTINCT ${PAGE}) >= ${pages}) AS bins GROUP BY client`,
    },
    {
      name: 'taken',
      few: true,
      sql: `SELECT evidence, line, ts, client, most, ${PAGE} AS page, s_ip AS server,
    CASE WHEN ${IS_ASSET} THEN 1 ELSE 0 END AS asset, CASE WHEN ${IS_READ} AND NOT ${IS_ASSET} THEN 1 ELSE 0 END AS is_page,
    CASE WHEN ${SAYS_CRAWLER} THEN 1 ELSE 0 END AS says_crawler
  FROM requests JOIN eager ON eager.client = c_ip WHERE ts IS NOT NULL`,
    },
    {
      name: 'readers',
      few: true,
      sql: `SELECT client, max(coalesce(provider, '')) AS provider, max(most) AS most, count(*) AS requests, ${FIGURES},
    min(CASE WHEN is_page = 1 THEN ts END) AS first, max(CASE WHEN is_page = 1 THEN ts END) AS last,
    count(DISTINCT server) AS servers, ${dialect.sample('server', 5)} AS server_sample
  FROM taken LEFT JOIN attribution ON attribution.address = client GROUP BY client
  HAVING sum(asset) <= ${assets} * count(*)`,
    },
  ];
}

/** A log of an interface for programs has no images and styles: that a client loads none says nothing there. */
async function hasAssets(context: DetectorContext): Promise<boolean> {
  const { usual_assets: least } = limitsOf(context, WEB_SCRAPING);
  const [row] = await context.engine.query(
    `SELECT count(CASE WHEN ${IS_ASSET} THEN 1 END) AS assets, count(*) AS requests FROM requests`,
  );
  return Number(row?.['assets'] ?? 0) >= least * Number(row?.['requests'] ?? 0);
}

function findingOf(context: DetectorContext, { common, row, who, sql, lines }: FoundClients): Finding {
  const { window, pages: least, assets } = limitsOf(context, WEB_SCRAPING);
  const { from, to } = common;
  const [pages, most] = [Number(row['pages']), Number(row['most'])];
  const addresses = Number(row['addresses'] ?? 1);
  const crawler = Number(row['says_crawler']) === 1;
  const sure = 0.8 * (pages / (pages + least / 5));
  const seen = { pages, most, minutes: window / 60, when: { from, to } };
  return {
    severity: crawler || pages < 10 * least ? 'low' : 'medium',
    ...common,
    numbers: numbersOf(REQUEST_NUMBERS, {
      pages_read: pages,
      pages_in_window: most,
      addresses,
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number((who === undefined ? Math.min(sure, OF_MANY) : sure).toFixed(3)),
    message:
      who === undefined
        ? { key: 'requestsScrapedMore', params: { addresses, named: MOST_CLIENTS, ...seen } }
        : { key: 'requestsScraped', params: { who, crawler, ...seen } },
    rule_message: {
      key: 'scrapingRule',
      params: {
        source: webScraping.source,
        pages: least,
        minutes: window / 60,
        percent: Math.round(100 * assets),
      },
    },
    sql,
    lines,
  };
}

function detect(context: DetectorContext): Promise<Finding[]> {
  const rule = {
    steps: scrapingSteps(context),
    clients: 'readers',
    order: 'pages',
    requests: 'taken',
    counted: 'is_page = 1',
    figures: FIGURES,
    applies: () => hasAssets(context),
  };
  return findClients(context, webScraping, rule, (found) => findingOf(context, found));
}

/** Who takes a site page by page, and looks at none of them. */
export const webScraping: Detector = {
  name: 'web-scraping',
  type: 'scraping',
  title: 'A client takes very many pages and loads nothing that belongs to them',
  source: { key: 'sourceScraping', params: {} },
  table: 'requests',
  unaccused: 'terms',
  detect,
};
