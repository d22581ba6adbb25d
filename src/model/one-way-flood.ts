/**
 * From when on packets to one target with hardly anything back are a flood, kept up: what notices and flow logs are held against
 * alike. `packets_per_second` lies above a one-way video stream (20 Mbit/s is 1,900) and below the 4,850 of a published EC2
 * notice; `packets` is 30 seconds at that rate; `share_back`: acknowledgements of a bulk transfer are 2 % and more, even with
 * receive offload. Definitions of ours, 2026.
 */
export const ONE_WAY_FLOOD = { packets_per_second: 2000, packets: 60_000, share_back: 0.01 } as const;
