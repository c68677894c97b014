/** The texts of subscription agreements, and of the screens on which they are signed. */
export const AGREEMENT = {
  agreement: {
    title: 'Subscription agreement',
    of: 'Subscription agreement: {instrument}',
    subscription: 'Subscription',
    date: 'Date',
    issuer: 'Issuer',
    spv: 'Holding company',
    investor: 'Investor',
    and: ' and ',
    'joint-survivorship': '{names}, as joint tenants with right of survivorship',
    'joint-common': '{names}, as tenants in common',
    'community-property': '{names}, as community property',
    custodial: '{names} as custodian for {minor} under the Uniform Transfers to Minors Act',
    custodialElsewhere: '{names} as custodian for {minor} under the law by which they act',
    wallet: 'Wallet of the investor',
    instrument: 'Units',
    units: 'Number of units',
    unitPrice: 'Price of a unit',
    priceTier: '{price} up to {units} units sold',
    priceAfter: 'then {price}',
    amount: 'Purchase price',
    cash: 'Paid as',
    cashAt: '{cash}, at the fixed rate of {rate} for 1 {currency}',
    termSheet: 'Term sheet (SHA-256)',
    escrow: 'Escrow contract',
    transliterated:
      'The investor’s name is written above in Latin letters. The name of record, in its own letters, is kept with the investor’s signature.',
    purchaseTitle: '1. Purchase',
    purchase:
      'The investor subscribes for the number of units named above, at the price named above, on the terms of the term sheet whose SHA-256 is named above. The units are those of the holding company, which holds the asset and nothing else. They are recorded by the token named in the term sheet, and whoever the register names holds them.',
    paymentTitle: '2. Payment',
    payment:
      'The purchase price is paid into the escrow contract named above, or to the issuer’s account at a bank under the payment reference of the subscription. Until the closing it is not the issuer’s. If there is no closing, it goes back to whoever paid, in full.',
    coolingOff:
      'The investor may take the subscription back, without a reason, within {hours} hours of paying. The price then goes back in full.',
    noCoolingOff:
      'After paying, the subscription cannot be taken back, unless the law that protects the investor says otherwise.',
    closingTitle: '3. Closing',
    closing:
      'The offering closes after {closes}, or before when everything is sold, and at the latest {days} days after that day. If it has not closed by then, everybody is paid back.',
    closingSoftCap:
      'The offering closes after {closes}, or before when everything is sold, and at the latest {days} days after that day, provided that {softCap} units or more are subscribed and paid for. Otherwise everybody is paid back.',
    firstCome:
      'Units are given in the order in which subscriptions are paid. What cannot be given is paid back.',
    proRata:
      'When more units are subscribed for than there are, everybody gets the same part of what they subscribed for, and the rest of the price is paid back.',
    byHand:
      'The issuer says after the offering how many units everybody gets, and why, and two people confirm it. What is not given is paid back.',
    transferTitle: '4. Transfer',
    transfer:
      'Units move only as the transfer rules of the term sheet allow. A movement that they do not allow is refused by the token itself. The issuer may freeze or move units where a court, a law or the recovery of a lost wallet asks for it, and says on which ground.',
    lockUp: 'For {days} days from the closing the units are not sold on.',
    exemptionTitle: '5. Law of the offering',
    regD506b:
      'The units are not registered under the Securities Act of 1933 and are sold under Rule 506(b) of Regulation D (17 CFR 230.506(b)). They are restricted securities.',
    regD506c:
      'The units are not registered under the Securities Act of 1933 and are sold under Rule 506(c) of Regulation D (17 CFR 230.506(c)), to accredited investors whose status was verified. They are restricted securities.',
    regS: 'The units are not registered under the Securities Act of 1933 and are sold outside the United States to persons who are no U.S. persons, under Regulation S (17 CFR 230.901 to 230.905).',
    'reg-a-tier-1':
      'The units are sold under Tier 1 of Regulation A (17 CFR 230.251(a)(1)) by an offering statement that the Securities and Exchange Commission has qualified. It has not passed upon the merits of the units.',
    'reg-a-tier-2':
      'The units are sold under Tier 2 of Regulation A (17 CFR 230.251(a)(2)) by an offering statement that the Securities and Exchange Commission has qualified. It has not passed upon the merits of the units. Who is not accredited invests no more than the law lets (17 CFR 230.251(d)(2)(i)(C)).',
    'reg-cf':
      'The units are sold under Regulation Crowdfunding (17 CFR 227.100) through a registered intermediary. For a year they are resold to the issuer, an accredited investor, family, or in a registered offering alone (17 CFR 227.501(a)).',
    'eu-qualified':
      'The units are offered without a prospectus, to qualified investors alone (Regulation (EU) 2017/1129, art. 1(4)(a)).',
    'eu-150':
      'The units are offered without a prospectus, to fewer than 150 persons in each Member State who are not qualified investors (Regulation (EU) 2017/1129, art. 1(4)(b)).',
    'eu-ticket':
      'The units are offered without a prospectus, for at least 100,000 euros from each investor (Regulation (EU) 2017/1129, art. 1(4)(d)).',
    'eu-small':
      'The units are offered without a prospectus as a small offer under national law (Regulation (EU) 2017/1129, art. 3(2)). It reaches investors in the Member States that admit it, and no others.',
    'eu-crowdfunding':
      'The units are offered through a crowdfunding service provider (Regulation (EU) 2020/1503). An investor who is not sophisticated may withdraw within four days without a reason (art. 22).',
    noExemption: 'The offering needs no registration in the countries in which it is made.',
    promisesTitle: '6. What both sides state',
    investorPromises:
      'The investor states that what they told the platform about themself is true and complete, that they buy for their own account, that they have read the term sheet and the documents of the data room, that they can bear the loss of the price, and that the wallet named above is theirs.',
    issuerPromises:
      'The issuer states that it exists and may sell the units, that the documents of the data room are the ones whose hashes are anchored on the token, and that it will use the price as the term sheet says.',
    signaturesTitle: '7. Signatures',
    signatures:
      'This agreement is signed electronically (15 U.S.C. 7001(a); Regulation (EU) No 910/2014, article 25). The investor types their legal name and signs, with the wallet named above, the SHA-256 of this document together with the subscription, the chain and the escrow contract. It binds both sides once the issuer has countersigned. The signatures are kept beside this document, which they name by its SHA-256.',
    jointSignatures:
      'The investor holds jointly: each of those named above signs for themselves, with a wallet of their own, and it is signed when the last of them has, with the wallet named above.',
    footer: '{title} · {subscription}',
  },
  /** The screens on which they are signed. */
  signing: {
    title: 'Subscription agreement',
    investor: 'Investor',
    units: 'Number of units',
    amount: 'Purchase price',
    note: 'Read it as a whole. What you sign is this document and no other: your wallet signs its SHA-256.',
    read: 'Read the agreement (PDF)',
    name: 'Your legal name',
    nameHint: 'As it is in your identity papers. Typing it is your signature under the law.',
    sign: 'Sign',
    holders: 'Holders',
    holdersNote:
      'Each holder signs for themselves, with a wallet of their own; the last with the wallet of this subscription.',
    holderSigned: 'signed',
    holderLeft: 'still to sign',
    holderSaved: 'Your signature is kept. It is signed when every holder has.',
    signed: 'The agreement is signed.',
    signedAt: 'Signed',
    countersignedAt: 'Countersigned',
    madeAt: 'Drawn up',
    waitsForIssuer: 'Signed. It waits for the issuer’s signature; you can pay meanwhile.',
    bothSigned: 'Signed by both sides.',
    sha256: 'SHA-256',

    list: 'Agreements',
    listNote:
      'Each is signed by its investor first. The offering can close when every one that is paid for is countersigned.',
    empty: 'No agreements yet. They appear here when investors subscribe.',
    notAsked: 'This offering asks for no agreements.',
    status: 'Status',
    countersign: 'Countersign {count}',
    countersignTitle: 'Countersign agreements',
    countersignReview: {
      one: 'With this you sign {count} agreement for the issuer. It binds both sides from then on.',
      other: 'With this you sign {count} agreements for the issuer. They bind both sides from then on.',
    },
    countersigned: {
      one: '{count} agreement is countersigned.',
      other: '{count} agreements are countersigned.',
    },
    toList: 'Agreements',
  },
} as const
