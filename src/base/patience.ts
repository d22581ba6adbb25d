/** What a client of a cloud's API is made with: requests that hang are given up, milliseconds. */
export const PATIENCE = { requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000 } };
