import type { BOOKS } from '../books.ts'
import type { Translation } from '../translation.ts'

/** `books.ts` in Arabic. */
export const BOOKS_AR: Translation<typeof BOOKS> = {
  books: {
    title: 'الدفاتر',
    of: 'دفاتر {name}',
    lede: 'ما جرى للأموال بالقيد المزدوج. لا يُعدَّل قيد أبدًا: يعكسه قيد لاحق.',
    note: 'جميع حسابات المُصدِر وطروحاته، ودفتر اليومية.',
    trial: 'ميزان المراجعة',
    trialNow: 'الحسابات كما هي الآن.',
    trialClose: 'عند نهاية ذلك اليوم بالتوقيت العالمي.',
    balanced: 'مجموع المدين والدائن بعملة {currency} صفر.',
    broken: 'بين المدين والدائن بعملة {currency} فرق قدره {sum}: الدفاتر مختلة.',
    noAccounts: 'لا حساب فيه رصيد بعد: أول مبلغ ينشئ أول قيد.',
    journal: 'دفتر اليومية',
    journalNote: 'الأحدث أولًا، وسطر لكل جانب من القيد.',
    noEntries: 'لا قيود بعد: ترد مع أول مبلغ.',
    account: 'الحساب',
    own: 'دفتر المُصدِر نفسه',
    debit: 'مدين',
    credit: 'دائن',
    at: 'الوقت',
    event: 'الحدث',
    subject: 'الموضوع',
    reverses: 'يعكس',
    bank: 'البنك',
    'escrow-chain': 'الضمان',
    treasury: 'الخزينة',
    fees: 'الرسوم',
    claims: 'المطالبات',
    'proceeds-used': 'حصيلة مستخدمة',
    'capital-returned': 'رأس مال مردود',
    'subscriptions-received': 'اكتتابات مستلمة',
    suspense: 'حساب معلّق',
    'refunds-due': 'مبالغ واجبة الرد',
  },
}
