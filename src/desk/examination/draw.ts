import type { CaseDocument } from '../../model/case.ts';
import { affordable } from '../../findings/affordable.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import type { Culprit, Finding } from '../../model/finding.ts';
import { flowPictures } from '../../findings/charts/flow-pictures.ts';
import { alertTables, webTables } from '../../findings/charts/tables/index.ts';
import { actorTimeline } from '../../findings/charts/tables/actors.ts';
import { requestSeries } from '../../findings/charts/tables/request-series.ts';
import type { Claim } from '../../model/claim.ts';

/**
 * The case's pictures and tables, of flows, requests and alerts.
 * @param accused every address whose rows the findings about strangers count
 * @param left gets the names of those that needed more memory than there may be
 */
export async function drawPictures(
  claims: readonly Claim[],
  findings: readonly Finding[],
  culprits: readonly Culprit[],
  context: DetectorContext,
  left: string[],
  accused: readonly string[],
): Promise<Pick<CaseDocument, 'tables' | 'series' | 'fan_out'>> {
  const flows = await flowPictures(claims, findings, culprits, context);
  return {
    ...flows,
    tables: [
      ...flows.tables,
      ...(await webTables(context.engine, left)),
      ...(await alertTables(context, left)),
      ...(await actorTimeline(context, findings, accused, left)),
    ],
    series: [
      ...flows.series,
      ...(await affordable('requestSeries', left, () => requestSeries(context.engine))),
    ],
  };
}
