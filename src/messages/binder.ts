/** The texts of the binder of a closing. */
export const BINDER = {
  binder: {
    title: 'Closing binder: {instrument}',
    instrument: 'Units',
    issuer: 'Issuer',
    offering: 'Offering',
    closedAt: 'Closed',
    unitsIssued: 'Units issued',
    raised: 'Raised',
    paidIn: 'Paid in',
    token: 'Token',
    escrow: 'Escrow contract',
    files: 'Files',
    filesNote: 'What is in this binder beside this index, each with its size and SHA-256.',
    file: '{bytes} bytes, SHA-256 {sha256}',
    noNames:
      'This copy holds no names and no agreements: whoever asked for it may not read them. Their hashes are in agreements.csv.',
    noAgreements:
      'There are more than {max} agreements: their hashes are in agreements.csv, and each is read at its subscription.',
    check: 'How to check it',
    checkNote:
      'Compare each file’s SHA-256 with this index. The hashes in anchors.csv stand in the transactions that are named beside them. Each row of audit.csv carries the hash of its entry in the platform’s log. The same binder asked for again is the same file, byte for byte, unless a person in it was erased or is known by another name since.',
    get: 'Closing binder (ZIP)',
    note: 'Term sheet, agreements, allotments, anchors and log of this closing in one file, with an index of hashes.',
  },
} as const
