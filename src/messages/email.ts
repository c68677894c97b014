/** What stands around a notice when it travels as an e-mail. */
export const EMAIL = {
  greeting: 'Hello,',
  open: 'Open it here: {link}',
  signature: 'Aliquot',
  why: 'You receive this because you have an account at {host}.',
} as const
