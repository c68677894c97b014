/** What happened in a case, by the words of the audit log, where they alone would not tell it. */
export const HAPPENED = {
  happened: {
    'case updates-requested': 'Changes asked for',
    'case updates-answered': 'What was asked was answered',
    'case updates-accepted': 'The answer was accepted',
    'case updates-withdrawn': 'What was asked was taken back',
    'case updates-decided': 'Decided before what was asked was done',
    'case updates-waived': 'Approved without waiting for what was asked',
    'case reminded': 'Reminded',
    'case examined': 'A person was examined',
    'case commented': 'A remark was added',
    'case taken': 'An officer took the case',
    'case released': 'The case was put back',
    'rules facts-recorded': 'Facts for the rules were recorded',
    'rules decided': 'The rules decided',
    'rules answered': 'A doubt was answered',
    'rules cleared-first': 'A first officer cleared a doubt',
  },
} as const
