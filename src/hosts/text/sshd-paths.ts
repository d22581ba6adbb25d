/** What sshd prints of itself, every setting that is in force: the name of that output. */
export const IN_FORCE = 'sshd -T';
/** Its file of settings. */
export const MAIN = '/etc/ssh/sshd_config';
