import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { DocumentFormat, Head, Recognition } from '../format.ts';
import { objectIn, objectsIn, textIn, valuesIn } from '../text/json-fields.ts';
import { OPENS, readTuples } from './records.ts';
import type { Json, TupleGroup } from './records.ts';
import { nsgTuple } from './tuples.ts';

function groupsOf(record: Json): TupleGroup[] | undefined {
  const properties = objectIn(record, 'properties');
  if (properties === undefined || !Array.isArray(properties['flows'])) return undefined;
  return objectsIn(properties, 'flows').flatMap((rule) =>
    objectsIn(rule, 'flows').map((flow) => ({
      rule: textIn(rule, 'rule'),
      mac: textIn(flow, 'mac'),
      tuples: valuesIn(flow, 'flowTuples'),
    })),
  );
}

function recognise({ text }: Head): Recognition | undefined {
  if (!OPENS.test(text) || !text.includes('"flowTuples"') || !text.includes('"properties"')) return undefined;
  return text.includes('"NetworkSecurityGroupFlowEvent') || text.includes('"mac"')
    ? { confidence: 0.96, because: worded('azureNsg') }
    : undefined;
}

/**
 * Flow logs of an Azure network security group, version 1 and 2, as they lie in a storage account (`PT1H.json`). The interface is
 * known by its hardware address.
 */
export const AZURE_NSG_FLOW: DocumentFormat = {
  name: 'azure-nsg-flow',
  title: 'Flow logs of an Azure network security group (PT1H.json)',
  sample:
    '{"records":[{"time":"2026-03-02T10:00:32.8950000Z","systemId":"2c002c16-72f3-4dc5-b391-3444c3527434","macAddress":"000D3AF8801A","category":"NetworkSecurityGroupFlowEvent","resourceId":"/SUBSCRIPTIONS/0A1B2C3D-0000-0000-0000-000000000000/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WEB-NSG","operationName":"NetworkSecurityGroupFlowEvents","properties":{"Version":2,"flows":[{"rule":"DefaultRule_AllowInternetOutBound","flows":[{"mac":"000D3AF8801A","flowTuples":["1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,3,180,1,60"]}]}]}}]}',
  kind: 'document',
  table: 'flows',
  also: [],
  zone: ZONE.seconds,
  recognise,
  parse: (bytes, _options, sink, tally) => {
    const resourceOf = (record: Json): string | undefined => textIn(record, 'resourceId');
    readTuples(bytes, { groupsOf, resourceOf, tupleOf: nsgTuple }, sink, tally);
  },
};
