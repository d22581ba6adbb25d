/**
 * Values of the column `detail` of logins that rules ask for, so that a reader and a rule mean the same. `publicKey` is OpenSSH's own
 * word for the method; `rootRefused` stands for a root whose credentials were right and whom the service does not let in.
 */
export const LOGIN_DETAIL = { publicKey: 'publickey', rootRefused: 'root login refused' } as const;
