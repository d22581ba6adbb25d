/**
 * Fields that mean for an attachment what a VPC flow log's mean for an interface: the attachment records the flow,
 * and the VPC and subnet are those of the source. Every other field that both have is called the same.
 * Source: AWS documentation, "Transit Gateway Flow Log records".
 */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['tgw-attachment-id', 'interface-id'],
  ['tgw-src-vpc-id', 'vpc-id'],
  ['tgw-src-subnet-id', 'subnet-id'],
]);

/** The name of a VPC flow log's field for one of a transit gateway's, in text (`tgw-id`) or Parquet (`tgw_id`). */
export function vpcNameOf(name: string): string {
  return MEANINGS.get(name.replaceAll('_', '-')) ?? name;
}
