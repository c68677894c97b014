import type { BANK } from '../bank.ts'
import type { Translation } from '../translation.ts'

/** `bank.ts` in Arabic. */
export const BANK_AR: Translation<typeof BANK> = {
  bank: {
    title: 'البنك',
    lede: 'الأموال التي حوّلها المستثمرون. لا يضيع شيء منها: ما لا يطابق أي اكتتاب ينتظر هنا إلى أن يُتخذ قرار بشأنه.',
    waiting: 'قيد الانتظار',
    waitingNote:
      'تُسدَّد الاكتتابات من الإيداعات المقترحة بعد أن يؤكدها شخص غير الذي أدخلها. والدفعة الجزئية تنتظر بقية المبلغ.',
    nothingWaits: 'لا أموال قيد الانتظار. أدخل كشف حساب، فيظهر هنا ما يحتاج إلى قرار.',
    entries: 'جميع الحركات',
    noEntries: 'لا حركات بعد: ترد مع أول كشف حساب.',
    statements: 'كشوف الحساب',
    noStatements: 'لم يُدخَل أي كشف حساب.',
    accounts: 'الحسابات',
    noAccounts: 'لا يوجد حساب بنكي مسجّل. أضف الحساب الذي يدفع إليه المستثمرون.',
    counts: 'جديدة: {taken}، معروفة: {known}، مرتقبة: {pending}',
    balances: 'من {opening} إلى {closing}',

    payer: 'الدافع',
    unnamed: 'غير معروض',
    bookedOn: 'تاريخ القيد',
    account: 'الحساب',
    amount: 'المبلغ',
    open: 'المتبقي',
    status: 'الحالة',
    why: 'السبب',
    reference: 'المرجع',
    age: 'مدة الانتظار',
    days: {
      one: 'يوم واحد',
      two: 'يومان',
      few: '{count} أيام',
      many: '{count} يومًا',
      other: '{count} يوم',
    },
    decide: 'اتخاذ قرار',
    decideAbout: 'اتخاذ قرار بشأن {amount}',

    bring: 'إدخال كشف حساب',
    choose: 'اختر ملفًا أو أفلته هنا',
    chooseHint:
      'camt.053 وفق ISO 20022 (.xml)، أو CSV: التاريخ، المبلغ، العملة، المرجع، الطرف المقابل، الحساب، مرجع البنك',
    brought: 'أُدخل كشف الحساب.',
    add: 'إضافة حساب',
    issuer: 'المُصدِر',
    name: 'الاسم',
    number: 'رقم IBAN أو رقم الحساب',
    currency: 'العملة',
    added: 'أُضيف الحساب.',

    confirm: 'تأكيد المقترح ({count})',
    confirmTitle: 'تأكيد الإيداعات المقترحة',
    confirmNote: 'تُسدَّد بهذه الإيداعات اكتتاباتها. لا يمكنك تأكيد ما أدخلته بنفسك.',
    confirmed: 'الاكتتابات المسدَّدة: {funded}. ما لم يقبله طرحه: {refused}.',
    doConfirm: 'تأكيد',

    what: 'الإجراء المطلوب',
    match: 'المبلغ يخص اكتتابًا',
    return: 'إعادة المبلغ إلى مرسله',
    assignment: 'أرسل إيداعًا أو استرجعه',
    fee: 'رسم من رسوم البنك',
    paymentReference: 'مرجع الدفع الخاص بالاكتتاب',
    bankReference: 'المرجع الذي يرسل به البنك المبلغ',
    deposit: 'الإيداع',
    noDeposit: 'لا يوجد إيداع بهذا المبلغ',
    reason: 'السبب',
    text: 'بيان الحوالة',
    payerAccount: 'حساب الدافع',
    decided: 'حُفظ القرار.',
  },
}
