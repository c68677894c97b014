/**
 * What the rules ask of an issuer, by the words of the packs that are brought along, and what is said to whoever answers it
 * otherwise, in Arabic. What is not here is shown in English.
 */
export const AR_FACTS: Readonly<Record<string, string>> = {
  'Federal holidays': 'العطل الرسمية الاتحادية',
  'Supply on chain at the finalized block': 'المعروض على السلسلة عند الكتلة النهائية',
  'Units by the control book': 'الوحدات بحسب دفتر المراقبة',
  'Debt that is not convertible, and neither denominated in U.S. dollars nor convertible into or linked to them':
    'دين غير قابل للتحويل، وليس مقوّمًا بالدولار الأمريكي ولا قابلًا للتحويل إليه ولا مرتبطًا به',
  'What the class is': 'نوع الفئة',
  'Sum of the holders’ positions of the class': 'مجموع مراكز حاملي الفئة',
  'Average weekly volume of four weeks': 'متوسط حجم التداول الأسبوعي في أربعة أسابيع',
  'Aggregate contributions and commitments, in USD': 'مجموع المساهمات والالتزامات بالدولار الأمريكي',
  'Which exclusion of the Investment Company Act the fund uses':
    'الاستثناء من قانون شركات الاستثمار الذي يعتمد عليه الصندوق',
  'Qualifying venture capital fund': 'صندوق رأس مال جريء مؤهل',
  'The issuer refuses what would reach the limit': 'يرفض المُصدر ما يبلغ به الحد',
  'Country of organisation and principal place of business': 'بلد التأسيس ومقر العمل الرئيسي',
  'Issuer, directors, executive officers, owners, promoters and solicitors, each with their questionnaire':
    'المُصدر وأعضاء مجلس الإدارة والمسؤولون التنفيذيون والملاك والمروّجون والوسطاء، كلٌّ مع استبيانه',
  'Current public information is available': 'تتوفر معلومات عامة حديثة',
  'No investment company, no blank check company, not disqualified':
    'ليس شركة استثمار ولا شركة بلا نشاط محدد، وغير محروم من الأهلية',
  'Foreign issuer': 'مُصدر أجنبي',
  'Reports under the Exchange Act': 'يقدّم تقارير بموجب قانون البورصات',
  'Substantial market interest in the United States for the class':
    'اهتمام سوقي كبير بالفئة في الولايات المتحدة',
  'Total assets at the end of the fiscal year, in USD': 'مجموع الأصول في نهاية السنة المالية بالدولار الأمريكي',
  'Hash on the token': 'البصمة على الرمز',
  'The registration agreement is linked from the token': 'اتفاق التسجيل مربوط بالرمز',
  'Rights, functioning and agreement are recorded in or linked from the ledger':
    'الحقوق وطريقة العمل والاتفاق مسجّلة في السجل أو مربوطة به',
  'Creditors can read their entries and check them by themselves':
    'يستطيع الدائنون قراءة قيودهم والتحقق منها بأنفسهم',
  'Hash of the stored agreement': 'بصمة الاتفاق المحفوظ',
  'Protected against changes without authority': 'محمي من التغيير بلا صلاحية',
  'Creditors, not the debtor, dispose of the rights': 'الدائنون لا المدين هم من يتصرف في الحقوق',
  'AE-SCA, AE-ADGM, AE-DIFC or AE-VARA': 'AE-SCA أو AE-ADGM أو AE-DIFC أو AE-VARA',
  'Of this amount, what affiliates sell, in USD': 'ما يبيعه الأشخاص المرتبطون من هذا المبلغ بالدولار الأمريكي',
  'Of it, by selling holders who are affiliates, in USD': 'ما باعه منه حاملون مرتبطون بالدولار الأمريكي',
  'Aggregate offering price, in USD': 'إجمالي سعر الطرح بالدولار الأمريكي',
  'Exemptions relied on: professional, 500, ticket, denomination, small':
    'الإعفاءات المعتمد عليها: professional أو 500 أو ticket أو denomination أو small',
  'When the offering closes': 'متى يُقفل الطرح',
  'Denomination of a unit, in CHF': 'القيمة الاسمية للوحدة بالفرنك السويسري',
  'Denomination of a unit, in EUR': 'القيمة الاسمية للوحدة باليورو',
  'Denomination of a unit, in GBP': 'القيمة الاسمية للوحدة بالجنيه الإسترليني',
  'Exemptions of the Prospectus Regulation relied on: qualified, 150, ticket, denomination, small':
    'إعفاءات لائحة نشرات الاكتتاب المعتمد عليها: qualified أو 150 أو ticket أو denomination أو small',
  'Exemptions that the offering relies on, as 506(b), 506(c), REGS, REGA, REGCF':
    'الإعفاءات التي يعتمد عليها الطرح، مثل 506(b) أو 506(c) أو REGS أو REGA أو REGCF',
  'The issuer uses Regulation Crowdfunding for the first time':
    'يستخدم المُصدر لائحة التمويل الجماعي للمرة الأولى',
  'The issuer’s first offering under Regulation A, or within a year of it':
    'أول طرح للمُصدر بموجب اللائحة A، أو خلال سنة منه',
  'A registered funding portal or broker-dealer carries the offering':
    'يجري الطرح عبر منصة تمويل أو وسيط مسجّل',
  'A party licensed by the SCA carries the offering':
    'يجري الطرح عبر جهة مرخّصة من هيئة الأوراق المالية والسلع',
  'To be listed on a national exchange': 'سيُدرج في بورصة وطنية',
  'Threshold of the home Member State, in EUR; 5000000 where it is not known':
    'حد الدولة العضو الأم باليورو؛ 5000000 إن لم يُعرف',
  'Offerees within 12 months, this one included': 'من عُرض عليهم خلال 12 شهرًا مع هذا',
  'Made by an authorised public offer platform': 'يجري عبر منصة عرض عام مرخّصة',
  'Directed into a single country other than the United States, to its residents, by its law and customs':
    'موجّه إلى بلد واحد غير الولايات المتحدة، لسكانه، بحسب قانونه وأعرافه',
  'A personal offer, with the statement shown, and not advertised': 'عرض شخصي يُظهر فيه البيان، بلا إعلان',
  'Persons who are not professional and were offered to within 12 months, before this':
    'غير المحترفين الذين عُرض عليهم خلال 12 شهرًا قبل هذا',
  'Whether the investor came by a public link or advertisement': 'هل أتى المستثمر عبر رابط عام أو إعلان',
  'Day from which the offering is public': 'اليوم الذي يصبح فيه الطرح عامًا',
  'Qualified by the SEC': 'مؤهل لدى هيئة الأوراق المالية والبورصات الأمريكية',
  'Of the offering, what holders sell, in USD': 'ما يبيعه الحاملون من الطرح بالدولار الأمريكي',
  '272A, 272B, 274 or 275': '272A أو 272B أو 274 أو 275',
  'Member States whose national rules admit the small offer':
    'الدول الأعضاء التي تجيز قواعدها الوطنية العرض الصغير',
  'Target, with what was raised within 12 months, in USD': 'المستهدف مع ما جُمع خلال 12 شهرًا بالدولار الأمريكي',
  '1 or 2': '1 أو 2',
  'Raised by the project owner within 12 months, in EUR': 'ما جمعه صاحب المشروع خلال 12 شهرًا باليورو',
  'Day of a payment that was not cashed': 'يوم دفعة لم تُصرف',
  'The financial promotion is approved by an authorised person': 'الترويج المالي معتمد من شخص مرخّص',
  'rule-144, or another way such as a private resale': 'rule-144 أو طريق آخر كإعادة بيع خاصة',
  'Aggregate sale price, in USD': 'إجمالي سعر البيع بالدولار الأمريكي',
  'How many people approved it': 'عدد من وافقوا عليه',
  'Hash of the document behind it; empty without one': 'بصمة المستند الذي يستند إليه؛ فارغة إن لم يوجد',
  'A forced transfer': 'تحويل قسري',
  'Reason of a forced transfer; empty without one': 'سبب التحويل القسري؛ فارغ إن لم يوجد',
  'Units to be sold': 'الوحدات المراد بيعها',
  'Day on which the full price was paid': 'اليوم الذي دُفع فيه كامل الثمن',
  'Day on which the units were issued': 'اليوم الذي صدرت فيه الوحدات',
  'The units are sold in a transaction without public offering': 'تُباع الوحدات في صفقة بلا طرح عام',

  'Answer with yes or no: true or false.': 'أجب بنعم أو لا: true أو false.',
  'Choose one of these: {choices}.': 'اختر واحدًا من هذه: {choices}.',
  'Give a number, as 40 or 1250.50.': 'أعطِ رقمًا، مثل 40 أو 1250.50.',
  'Give a day, as 2027-01-31.': 'أعطِ يومًا، مثل 2027-01-31.',
  'Give a moment, as 2027-01-31T17:00:00Z.': 'أعطِ لحظة، مثل 2027-01-31T17:00:00Z.',
  'Give a text.': 'أعطِ نصًا.',
  'Give a list of texts.': 'أعطِ قائمة نصوص.',
  'It is not of the kind that the rule reads.': 'ليس من النوع الذي تقرؤه القاعدة.',
  'Give a day from 1900 on that is not to come: it says what has happened.':
    'أعطِ يومًا من عام 1900 فصاعدًا وليس في المستقبل: فهو يقول ما حدث.',
}
