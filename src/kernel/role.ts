/**
 * Who may do what, in the words of the market:
 * the administrator runs the installation and sees no business by that alone; the issuer runs its own assets;
 * the officer (compliance) decides about people and transfers; the investor sees what is theirs; the auditor reads all
 * and changes nothing.
 */
export const ROLES = ['administrator', 'issuer', 'officer', 'investor', 'auditor'] as const

export type Role = (typeof ROLES)[number]
