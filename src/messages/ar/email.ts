import type { EMAIL } from '../email.ts'
import type { Translation } from '../translation.ts'

/** What stands around a notice when it travels as an e-mail, in Arabic. */
export const EMAIL_AR: Translation<{ readonly email: typeof EMAIL }>['email'] = {
  greeting: 'مرحبًا،',
  open: 'افتحه هنا: {link}',
  signature: 'Aliquot',
  why: 'تتلقى هذه الرسالة لأن لك حسابًا في {host}.',
}
