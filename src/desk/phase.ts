/** What an investigation is doing now, for a person who waits. */
export type Phase =
  | 'survey'
  | 'read'
  | 'addresses'
  | 'roles'
  | 'findings'
  | 'claims'
  | 'replay'
  | 'draw'
  | 'write';
