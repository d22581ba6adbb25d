import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { DocumentFormat, Head, Recognition } from '../format.ts';
import { objectIn, objectsIn, textIn, valuesIn } from '../text/json-fields.ts';
import { OPENS, readTuples } from './records.ts';
import type { Json, TupleGroup } from './records.ts';
import { vnetTuple } from './tuples.ts';

function groupsOf(record: Json): TupleGroup[] | undefined {
  const records = objectIn(record, 'flowRecords');
  if (records === undefined || !Array.isArray(records['flows'])) return undefined;
  const mac = textIn(record, 'macAddress');
  return objectsIn(records, 'flows').flatMap((flow) =>
    objectsIn(flow, 'flowGroups').map((group) => ({
      rule: textIn(group, 'rule'),
      mac,
      tuples: valuesIn(group, 'flowTuples'),
    })),
  );
}

function recognise({ text }: Head): Recognition | undefined {
  const own = OPENS.test(text) && text.includes('"flowRecords"') && text.includes('"flows"');
  return own && (text.includes('"flowTuples"') || text.includes('"FlowLogFlowEvent"'))
    ? { confidence: 0.97, because: worded('azureVnet') }
    : undefined;
}

/** Flow logs of an Azure virtual network, as they lie in a storage account (`PT1H.json`). The interface is known by its hardware address. */
export const AZURE_VNET_FLOW: DocumentFormat = {
  name: 'azure-vnet-flow',
  title: 'Flow logs of an Azure virtual network (PT1H.json)',
  sample:
    '{"records":[{"time":"2026-03-02T10:00:52.5625085Z","flowLogVersion":4,"flowLogGUID":"66aa66aa-bb77-cc88-dd99-00ee00ee00ee","macAddress":"000D3AF8801A","category":"FlowLogFlowEvent","flowLogResourceID":"/SUBSCRIPTIONS/0A1B2C3D-0000-0000-0000-000000000000/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NETWORKWATCHER_EASTUS2/FLOWLOGS/SHOP","targetResourceID":"/subscriptions/0a1b2c3d-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop-vnet","operationName":"FlowLogFlowEvent","flowRecords":{"flows":[{"aclID":"00000000-1234-abcd-ef00-c1c2c3c4c5c6","flowGroups":[{"rule":"DefaultRule_AllowInternetOutBound","flowTuples":["1772445601599,10.1.0.4,198.51.100.7,51529,22,6,O,E,NX,3,180,1,60"]}]}]}}]}',
  kind: 'document',
  table: 'flows',
  also: [],
  zone: ZONE.milliseconds,
  recognise,
  parse: (bytes, _options, sink, tally) => {
    const resourceOf = (record: Json): string | undefined => textIn(record, 'targetResourceID');
    readTuples(bytes, { groupsOf, resourceOf, tupleOf: vnetTuple }, sink, tally);
  },
};
