import type { IdsCapability } from '../cloud.ts';

/** Forms of ids after the AWS documentation: eight hexadecimal digits, or seventeen since 2018. */
export const IDS: IdsCapability = {
  instance: /^i-[0-9a-f]{8,17}$/,
  interface: /^eni-[0-9a-f]{8,17}$/,
  network: /^vpc-[0-9a-f]{8,17}$/,
  region: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  // A bucket's ARN with its folder, or a log group's name.
  store: /^(?:arn:aws[\w-]*:[\w:/.*-]{1,400}|[\w/.#-]{1,512})$/,
};
