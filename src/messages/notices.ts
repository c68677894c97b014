/**
 * What people are told, by topic. `{name}` is the notice's fact of that name: text already, but for days, months and roles,
 * which are kept as the interfaces write them. Nothing personal belongs into a fact: they are kept outside of the vault.
 */
export const NOTICES = {
  'user.invited': {
    title: 'Welcome to Aliquot',
    body: 'An account was made for you. You choose your password with the link that your administrator has for you; it works once.',
  },
  'user.recovered': {
    title: 'Your account was recovered',
    body: 'An administrator made a link to choose a new password, and ended all your sessions. If you did not ask for it, speak to them.',
  },
  'key.created': {
    title: 'A new API key',
    body: 'An API key with the role {role} was made. It is valid until {until}.',
  },
  'investor.applied': {
    title: 'An investor waits for a decision',
    body: 'A new investor asks to be approved.',
  },
  'investor.accreditation-claimed': {
    title: 'A claim to be accredited waits',
    body: 'An investor claims to be accredited. Decide beside the evidence, on the page of the investor.',
  },
  'investor.accreditation-verified': {
    title: 'You are accredited',
    body: 'Your claim to be accredited was verified. It counts until {until}.',
  },
  'investor.accreditation-refused': {
    title: 'Your claim to be accredited was refused',
    body: 'An officer has looked at your claim to be accredited and refused it. Your profile says why. You can make another one, with what shows it.',
  },
  'investor.approved': {
    title: 'You are approved',
    body: 'Your application was approved until {until}. To invest, link a wallet in your profile, unless you have.',
  },
  'investor.rejected': {
    title: 'Your application was declined',
    body: 'Your application was declined. The issuer can tell you more.',
  },
  'investor.updates-required': {
    title: 'Your application needs something more',
    body: 'Something in your application has to be changed or added. Open it: the remarks say what.',
  },
  'investor.updates-asked': {
    title: 'An officer asks you for something',
    body: 'Your approval stands. Open your application: the remarks say what is asked. Hand it in and write back.',
  },
  'investor.updates-answered': {
    title: 'An answer came in',
    body: 'An approved investor answered what was asked of them. The case lies in manual review.',
  },
  'investor.updates-done': {
    title: 'Nothing more is asked of you',
    body: 'An officer looked at it: nothing more is asked of you, and your approval stands.',
  },
  'investor.expiring': {
    title: 'Your approval runs out',
    body: 'Your approval is valid until {until}, {days} days at most from now. Afterwards you may sell and not buy, until it is renewed.',
  },
  'investor.expired': {
    title: 'Your approval has run out',
    body: 'Your approval was valid until {until}. You may sell and not buy until it is renewed.',
  },
  'investor.custody-ending': {
    title: 'Custody ends',
    body: 'Custody ends on {until}, {days} days at most from now; then the units are to be the minor’s. They apply here in their own name and link a wallet; once they are approved, transfer the units to it.',
  },
  'investor.custody-ended': {
    title: 'Custody has ended',
    body: 'Custody ended on {until}: the units are to be the minor’s, and you buy none for them any more. They apply here in their own name and link a wallet; once they are approved, transfer the units to it.',
  },
  'case.waiting': {
    title: 'A case waits for an officer',
    body: 'Something changed on a case. Look at it in the queue.',
  },
  'rules.waiting': {
    title: 'A doubt of the law waits for officers',
    body: 'A rule of law could not decide by itself about {instrument}. Two officers clear it, or one refuses.',
  },
  'rules.cleared': {
    title: 'You can go on',
    body: 'Officers have looked at your subscription of {instrument}. Units are kept for you until {until}: pay for them until then.',
  },
  'rules.cleared-ask': {
    title: 'You can subscribe now',
    body: 'Officers have looked at what you asked for of {instrument}. Ask for it again within {days} days: nothing is kept for you until then.',
  },
  'rules.refused': {
    title: 'Your subscription was declined',
    body: 'A compliance officer has looked at your subscription of {instrument} and declined it. The issuer can tell you more.',
  },
  'screening.hit': {
    title: 'A possible match with a sanctions list',
    body: 'Somebody may be on the list {list}. Decide on it under Hits; nobody else is told.',
  },
  'screening.escalated': {
    title: 'A possible match needs a second officer',
    body: 'An officer is not sure about a match with the list {list}. Look at it under Hits, unless it was you.',
  },
  'question.asked': {
    title: 'An investor asks a question',
    body: 'An investor asks about {instrument}. Answer it on the page of the offering; everybody reads the answer.',
  },
  'question.answered': {
    title: 'Your question is answered',
    body: 'The issuer of {instrument} has answered your question. The answer is on the page of the offering.',
  },
  'agreement.signed': {
    title: 'An agreement waits for your signature',
    body: 'An investor has signed the agreement for {units} units of {instrument}. Somebody of the issuer countersigns it before the closing.',
  },
  'agreement.countersigned': {
    title: 'Your agreement is countersigned',
    body: 'The issuer has countersigned your agreement for {units} units of {instrument}. Both signatures are there now.',
  },
  'subscription.received': {
    title: 'A new subscription',
    body: '{units} units of {instrument} were subscribed for {amount}.',
  },
  'offering.invited': {
    title: 'You are invited to an offering',
    body: 'Units of {instrument} are on offer to you until {closes}. Others who are not invited do not see it.',
  },
  'offering.changed': {
    title: 'Something about your subscription has changed',
    body: 'The offering of {instrument} has changed. Your subscription says what. It stays as it is.',
  },
  'offering.changed-withdraw': {
    title: 'Something about your subscription has changed',
    body: 'The offering of {instrument} has changed. Your subscription says what. If you had agreed before, you may take your money back until {until}; otherwise it stays as it is.',
  },
  'offering.changed-reconfirm': {
    title: 'Confirm your subscription again',
    body: 'The offering of {instrument} has changed materially. If you had agreed before, paid or not, say until {until} that you go on; otherwise your subscription ends and what you paid comes back.',
  },
  'offering.currency-stopped': {
    title: 'A currency is not taken any more',
    body: 'You have reserved units of {instrument} to pay for them in {currency}, and the issuer takes no more payments in it. Ask for the units in another currency: they stay kept for you.',
  },
  'offering.interest-stopped': {
    title: 'A currency is not taken any more',
    body: 'You would have units of {instrument}, and the issuer takes no more payments in {currency}: none will be kept for you by themselves. Ask for units in another currency that is taken.',
  },
  'subscription.reminder': {
    title: 'Your subscription waits for you',
    body: '{units} units of {instrument} are kept for you until {until}. Go on with it and pay {amount} until then; afterwards others may take them.',
  },
  'subscription.expired': {
    title: 'Your reservation has run out',
    body: '{units} units of {instrument} were kept for you and not paid for in time. Subscribe again if you still want them.',
  },
  'subscription.expired-at-end': {
    title: 'The offering has ended',
    body: '{units} units of {instrument} were kept for you and not paid for before the offering ended. What you have wired is sent back.',
  },
  'subscription.taken-up': {
    title: 'Units are kept for you',
    body: 'You were interested in {instrument} and can subscribe now: {units} units are kept for you until {until}. Go on with it until then; afterwards others may take them.',
  },
  'subscription.price-taken': {
    title: 'Your transfer buys another number of units',
    body: 'Others paid for {instrument} before your transfer of {amount} came, and the units cost something else now: it buys {units} units. Your subscription says how to take it back.',
  },
  'subscription.settled': {
    title: 'Your units are issued',
    body: '{units} units of {instrument} were issued to your wallet.',
  },
  'subscription.refunded': {
    title: 'Your money is back',
    body: '{amount} for {instrument} was paid back. The subscription says why.',
  },
  'subscription.payment-owed': {
    title: 'A payment of yours was taken back',
    body: 'The bank has taken back what you paid for units that are yours. You owe {amount}: wire it again as before, with the reference {reference}.',
  },
  'subscription.owed-paid': {
    title: 'What you owed came in',
    body: '{amount} of what you owed for your units has come. You still owe {left}.',
  },
  'subscription.owed-written-off': {
    title: 'You owe less for your units',
    body: '{amount} of what you owed for your units is asked for no longer. You still owe {left}.',
  },
  'statement.missing': {
    title: 'An income statement is missing',
    body: 'The income statement of {period} for {instrument} is not imported yet. Nothing can be paid without it.',
  },
  'distribution.record-date-missed': {
    title: 'A record date was missed',
    body: 'The record date of {period} for {instrument}, {recordDate}, could not be announced before it came. Choose another day for it: nothing can be paid without one.',
  },
  'distribution.declared': {
    title: 'An income payment was declared',
    body: '{amount} of {period} will be paid to whoever holds {instrument} at the end of the record date, {recordDate}.',
  },
  'distribution.unfunded': {
    title: 'A payment waits for money',
    body: 'The payment of {period} for {instrument} lacks {missing}. Fund it, and it will be paid.',
  },
  'proceeds.payment-prepared': {
    title: 'A payment waits for a second person',
    body: 'Somebody wants to pay money out of what was raised with {instrument}. A second person confirms it at the closing, or it stays where it is.',
  },
  'proceeds.payment-failed': {
    title: 'A payment did not go through',
    body: '{amount} out of what was raised with {instrument} was not paid: nothing has left the treasury. The closing says why.',
  },
  'distribution.capital-asked': {
    title: 'A return of capital waits for a second person',
    body: 'Somebody asks that {amount} of what was raised with {instrument} be paid to its holders with the payment of {period}. A second person confirms it there.',
  },
  'distribution.paid': {
    title: 'You were paid',
    body: '{amount} for {period} was paid to your wallet for your units of {instrument}.',
  },
  'distribution.parked': {
    title: 'A payment could not reach you',
    body: '{amount} for {period} is kept for you: it could not be paid to your wallet. Its explanation says why.',
  },
  'distribution.paid-withheld': {
    title: 'You were paid',
    body: '{amount} for {period} was paid to your wallet for your units of {instrument}. Beside that, {withheld} was withheld for the tax authority.',
  },
  'distribution.parked-withheld': {
    title: 'A payment could not reach you',
    body: '{amount} for {period} is kept for you: it could not be paid to your wallet. Its explanation says why. Beside that, {withheld} was withheld for the tax authority.',
  },
  'distribution.capital-returned': {
    title: 'A part of a payment is no income',
    body: 'Of what you are paid for {period} of {instrument}, {amount} came out of what investors had paid in, as {total} did of what all are paid. That part is a return of capital.',
  },
  'distribution.capital-whole': {
    title: 'A payment is no income',
    body: 'All that you are paid for {period} of {instrument}, {amount}, came out of what investors had paid in: it is a return of capital.',
  },
  'bank.last-day': {
    title: 'Money at the bank waits for an officer',
    body: 'The offering of {instrument} ends with {closes}. Money at the bank for its subscriptions ({count}) waits to be confirmed under Bank by an officer who did not bring it in: what is not confirmed by then is not taken and goes back.',
  },
  'distribution.completed': {
    title: 'A payment is complete',
    body: 'The payment of {period} for {instrument} is complete: {paid} paid, {parked} kept for holders.',
  },
  'distribution.corrected': {
    title: 'A payment was corrected',
    body: 'The payment of {period} for {instrument} was corrected by a further entry.',
  },
  'repayment.due': {
    title: 'A principal is due',
    body: '{amount} of principal of {instrument} is to be repaid on {maturity}. Two people have to order it, and the treasury has to have the money that day.',
  },
  'repayment.unfunded': {
    title: 'A repayment waits for money',
    body: 'The repayment of {instrument} lacks {missing}. Send it to the treasury, and the principal is repaid.',
  },
  'repayment.completed': {
    title: 'A principal is repaid',
    body: 'The principal of {instrument} is repaid: {paid} paid, {parked} kept for holders. There are no units any more.',
  },
  'repayment.paid': {
    title: 'Your principal was repaid',
    body: '{amount} was paid to your wallet for your units of {instrument}, which are redeemed.',
  },
  'repayment.release-asked': {
    title: 'A principal waits to be released',
    body: 'An officer has asked that a principal of {instrument} be released. A second officer looks at it.',
  },
  'repayment.released': {
    title: 'Your principal is released',
    body: 'What was kept of your principal of {instrument} was paid to your wallet.',
  },
  'repayment.release-failed': {
    title: 'A principal could not be released',
    body: 'The release of a principal of {instrument} failed, and the principal is held as before. Ask for it again, as two officers.',
  },
  'repayment.claim-failed': {
    title: 'A holder could not be paid',
    body: 'What is kept for a holder of {instrument} could not be paid to their wallet, and is kept on. Try it again when their wallet can be paid.',
  },
  'repayment.parked': {
    title: 'Your principal could not reach you',
    body: '{amount} is kept for you for your units of {instrument}, which are redeemed: your wallet could not be paid.',
  },
  'transfer.refused': {
    title: 'A transfer was refused',
    body: 'A transfer of {units} units of {instrument} was refused.',
  },
  'transfer.cleared': {
    title: 'Your transfer can be sent now',
    body: 'Officers have looked at your transfer of units of {instrument}. Send it again within {days} days.',
  },
  'transfer.declined': {
    title: 'Your transfer was declined',
    body: 'A compliance officer has looked at your transfer of units of {instrument} and declined it. The issuer can tell you more.',
  },
  'recovery.asked': {
    title: 'Somebody asked to replace your wallet',
    body: 'Somebody reported one of your wallets lost and asked for its units in another of your wallets. If that was not you, object at once: that stops it.',
  },
  'recovery.waiting': {
    title: 'A lost wallet waits for two officers',
    body: 'The units of a lost wallet are asked for in another one. Two officers decide.',
  },
  'recovery.approved': {
    title: 'Your units are about to move to another wallet',
    body: 'Two officers approved the replacement of your lost wallet. You may object until {until}; then your units move.',
  },
  'recovery.stopped': {
    title: 'The replacement of your wallet was stopped',
    body: 'The replacement of your wallet was stopped. Nothing has moved.',
  },
  'recovery.objected': {
    title: 'A recovery was stopped',
    body: 'The recovery of a lost wallet was stopped before it began. Ask the holder why, if it was not an officer.',
  },
  'recovery.failed': {
    title: 'A recovery is held up',
    body: 'A token refused to move the units of a lost wallet: {reason}. Look at it, and try again.',
  },
  'recovery.done': {
    title: 'Your units are in your new wallet',
    body: 'What your lost wallet held is in {fresh} now. The lost one is out of use.',
  },
  'enforcement.waiting': {
    title: 'A forced transfer waits for a second officer',
    body: 'A forced transfer of units of {instrument} waits for an officer who did not ask for it.',
  },
  'enforcement.freeze-wallet': {
    title: 'Your wallet was frozen',
    body: 'Your wallet can neither send nor receive units of {instrument}. Ground: {reason}. Document: {document}.',
  },
  'enforcement.unfreeze-wallet': {
    title: 'Your wallet is free again',
    body: 'Your wallet can send and receive units of {instrument} again. Ground: {reason}. Document: {document}.',
  },
  'enforcement.freeze-units': {
    title: 'Units of yours were frozen',
    body: '{units} units of {instrument} in your wallet cannot be moved. Ground: {reason}. Document: {document}.',
  },
  'enforcement.unfreeze-units': {
    title: 'Units of yours are free again',
    body: '{units} units of {instrument} in your wallet can be moved again. Ground: {reason}. Document: {document}.',
  },
  'enforcement.forced-transfer': {
    title: 'Units were moved by force',
    body: '{units} units of {instrument} were moved by two officers, from or to a wallet of yours. Ground: {reason}. Document: {document}.',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly body: string }>>

export type NoticeTopic = keyof typeof NOTICES

type Named<T> = T extends `${string}{${infer N}}${infer Rest}` ? N | Named<Rest> : never

/** The facts that a topic's text asks for, by name. */
export type NoticeFacts<T extends NoticeTopic> = Readonly<
  Record<Named<(typeof NOTICES)[T]['title']> | Named<(typeof NOTICES)[T]['body']>, string>
>
