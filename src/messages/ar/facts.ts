/** What rules read, by the words of the packs that are brought along, and what is said to whoever answers it otherwise, in Arabic. */
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
  'Raised by the project owner elsewhere within 12 months, by crowdfunding and by small offers without a prospectus, in EUR':
    'ما جمعه صاحب المشروع في أماكن أخرى خلال 12 شهرًا بالتمويل الجماعي وبعروض صغيرة دون نشرة إصدار، باليورو',
  'Raised here by crowdfunding and by small offers within 12 months across the issuer, before this, in EUR':
    'ما جُمع هنا بالتمويل الجماعي وبعروض صغيرة خلال 12 شهرًا عبر المُصدر قبل هذا، باليورو',
  'Lives in a Member State of the Union or of its economic area':
    'يقيم في دولة عضو في الاتحاد أو في منطقته الاقتصادية',
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
  'Give a day, as "2027-01-31".': 'أعطِ يومًا، مثل "2027-01-31".',
  'Give a moment, as "2027-01-31T17:00:00Z".': 'أعطِ لحظة، مثل "2027-01-31T17:00:00Z".',
  'Give a text.': 'أعطِ نصًا.',
  'Give a list of texts.': 'أعطِ قائمة نصوص.',
  'It is not of the kind that the rule reads.': 'ليس من النوع الذي تقرؤه القاعدة.',
  'Give a day from 1900 on that is not to come: it says what has happened.':
    'أعطِ يومًا من عام 1900 فصاعدًا وليس في المستقبل: فهو يقول ما حدث.',
  'Professional client (in ADGM other than a natural person)': 'عميل محترف (وفي ADGM غير الشخص الطبيعي)',
  'Professional client': 'عميل محترف',
  'Investors offered to already': 'المستثمرون الذين عُرض عليهم بالفعل',
  'Total within 12 months before this, in CHF': 'المجموع خلال 12 شهرًا قبل هذا، بالفرنك السويسري',
  'Sophisticated investor': 'مستثمر متمرس',
  'Net worth, in EUR': 'صافي الثروة باليورو',
  'Day of the last entry knowledge test': 'يوم آخر اختبار معرفة أولي',
  'Day of the last simulation of the ability to bear loss': 'يوم آخر محاكاة للقدرة على تحمل الخسارة',
  'Read the key investment information sheet': 'قرأ ورقة معلومات الاستثمار الأساسية',
  'Took note of the explicit risk warning, consented, and proved to understand':
    'أخذ علمًا بالتحذير الصريح من المخاطر ووافق وأثبت الفهم',
  'Qualified investor': 'مستثمر مؤهل',
  'Member State of the investor, ISO 3166-1 alpha-2': 'دولة المستثمر العضو، ISO 3166-1 alpha-2',
  'Persons in that Member State who are not qualified and were offered to already':
    'الأشخاص غير المؤهلين في تلك الدولة العضو الذين عُرض عليهم بالفعل',
  'Total consideration in the Union within 12 months across the issuer, before this, in EUR':
    'مجموع المقابل في الاتحاد خلال 12 شهرًا عبر المُصدر قبل هذا، باليورو',
  'Raised within 12 months before this, in SGD': 'ما جُمع خلال 12 شهرًا قبل هذا، بالدولار السنغافوري',
  'Institutional investor': 'مستثمر مؤسسي',
  'Accredited investor under s. 4A': 'مستثمر معتمد بموجب القسم 4A',
  'Total consideration within 12 months before this, in GBP':
    'مجموع المقابل خلال 12 شهرًا قبل هذا، بالجنيه الإسترليني',
  'Persons in the United Kingdom who are not qualified and were offered to already':
    'الأشخاص غير المؤهلين في المملكة المتحدة الذين عُرض عليهم بالفعل',
  'Retail client': 'عميل تجزئة',
  'Has not bought before': 'لم يشترِ من قبل',
  'When they signed up': 'وقت التسجيل',
  'Categorised as restricted investor': 'مصنف مستثمرًا مقيَّدًا',
  'Invested in such securities within 12 months elsewhere, in GBP':
    'ما استُثمر في أوراق مالية كهذه في أماكن أخرى خلال 12 شهرًا، بالجنيه الإسترليني',
  'Invested here within 12 months, before this, in GBP':
    'ما استُثمر هنا خلال 12 شهرًا قبل هذا، بالجنيه الإسترليني',
  'Net assets, in GBP': 'صافي الأصول بالجنيه الإسترليني',
  'Categorised, warned in person, and found appropriate': 'صُنّف وحُذّر شخصيًا ووُجد ملائمًا',
  'Owns nothing of the fund yet': 'لا يملك شيئًا من الصندوق بعد',
  'Knowledgeable employee, or came by gift or bequest': 'موظف مطلع، أو جاءت بهبة أو وصية',
  'Investment company, or relies on 3(c)(1) or 3(c)(7) itself':
    'شركة استثمار، أو تعتمد هي نفسها على 3(c)(1) أو 3(c)(7)',
  'Voting securities after this, in per cent': 'حقوق التصويت بعد هذا، بالمئة',
  'Owners of an investing fund': 'ملاك الصندوق المستثمِر',
  'The number of owners was confirmed': 'تأكد عدد الملاك',
  'Qualified purchaser': 'مشترٍ مؤهل',
  'Sold under Regulation A within 12 months, in USD':
    'ما بيع بموجب Regulation A خلال 12 شهرًا، بالدولار الأمريكي',
  Accredited: 'معتمد',
  'person or entity': 'شخص أو كيان',
  'Income, or revenue of an entity, in USD': 'الدخل، أو إيرادات الكيان، بالدولار الأمريكي',
  'Net worth without the main home, or net assets of an entity, in USD':
    'صافي الثروة دون المسكن الرئيسي، أو صافي أصول الكيان، بالدولار الأمريكي',
  'Annual income, in USD': 'الدخل السنوي بالدولار الأمريكي',
  'Net worth without the main home, in USD': 'صافي الثروة دون المسكن الرئيسي، بالدولار الأمريكي',
  'Invested in crowdfunding within 12 months elsewhere, over all other portals, as declared, in USD':
    'ما استُثمر في التمويل الجماعي خلال 12 شهرًا في أماكن أخرى عبر جميع البوابات الأخرى كما صُرّح به، بالدولار الأمريكي',
  'Invested here under Regulation Crowdfunding within 12 months, of any issuer, before this, in USD':
    'ما استُثمر هنا بموجب لائحة التمويل الجماعي خلال 12 شهرًا لدى أي مُصدر قبل هذا، بالدولار الأمريكي',
  'A substantive relationship was on record before the offer': 'سُجّلت علاقة جوهرية قبل العرض',
  'Reasonably believed to be accredited': 'يُعتقد لأسباب معقولة أنه معتمد',
  'A relative of the same residence bought within the window already':
    'اشترى قريب من المسكن نفسه خلال الفترة بالفعل',
  'Able to weigh the risks, alone or with a purchaser representative':
    'قادر على تقدير المخاطر، وحده أو مع ممثل للمشتري',
  'The information of 502(b) was delivered before the sale': 'سُلّمت معلومات 502(b) قبل البيع',
  'Day of the first sale': 'يوم أول بيع',
  'How the status was verified': 'كيف جرى التحقق من الصفة',
  'Date of the evidence': 'تاريخ الدليل',
  'Who meets the minimum: a person, an entity by its assets, or an entity by its owners, each a natural person and accredited':
    'من يستوفي الحد الأدنى: شخص، أو منشأة بأصولها، أو منشأة بمالكيها وكل مالك منهم شخص طبيعي ومعتمد',
  'The investor states in writing to be accredited': 'يصرّح المستثمر كتابةً بأنه معتمد',
  'The investor states in writing that no third party finances the minimum for this purchase':
    'يصرّح المستثمر كتابةً بأن لا طرف ثالثًا يموّل الحد الأدنى لهذا الشراء',
  'The issuer knows something to the contrary': 'يعلم المُصدر شيئًا يناقض ذلك',
  'Later of the first offer to non-distributors and the closing':
    'الأبعد من أول عرض على غير الموزعين ومن الإقفال',
  'U.S. person under 902(k)': 'شخص أمريكي بموجب 902(k)',
  'The sale to them is registered or exempt by itself': 'البيع له مسجل أو معفى بذاته',
  'Address, connection and bank are outside the United States': 'العنوان والاتصال والبنك خارج الولايات المتحدة',
  'Certified not to be a U.S. person': 'شهد بأنه ليس شخصًا أمريكيًا',
  'Agreed not to hedge': 'وافق على عدم التحوّط',
  'The token is a security': 'الرمز ورقة مالية',
  'Amount, in USD': 'المبلغ بالدولار الأمريكي',
  'Jurisdiction of each provider with the amount in its threshold’s currency':
    'ولاية كل مقدم خدمة مع المبلغ بعملة حدّها',
  'To another provider; otherwise to a wallet of the customer’s own keeping':
    'إلى مقدم خدمة آخر؛ وإلا فإلى محفظة يحفظها العميل بنفسه',
  'Amount, in EUR': 'المبلغ باليورو',
  'Bought by this investor in this offering before this, in EUR':
    'ما اشتراه هذا المستثمر في هذا الطرح قبل هذا، باليورو',
  'Bought by this investor in this offering before this, in USD':
    'ما اشتراه هذا المستثمر في هذا الطرح قبل هذا، بالدولار الأمريكي',
  'Sent by a provider in the Union': 'أرسله مقدم خدمة في الاتحاد',
  'The wallet is the customer’s own': 'المحفظة للعميل نفسه',
  'Ownership was proven by a signed message or a small transfer': 'أُثبتت الملكية برسالة موقعة أو بتحويل صغير',
  'Originator and beneficiary data are there': 'بيانات المُرسل والمستفيد موجودة',
  'Mistakes in the IVMS101 data': 'أخطاء بيانات IVMS101',
  'Path of the first mistake; empty without one': 'مسار الخطأ الأول؛ فارغ إن لم يوجد',
  'When the list was last brought in': 'وقت آخر إدخال للقائمة',
  'A wallet is on the list': 'محفظة مدرجة في القائمة',
  'Highest score of a name that is not cleared, 0 to 1; 0 without one':
    'أعلى درجة لاسم لم يُبرَّأ، من 0 إلى 1؛ و0 إن لم يوجد',
  'Blocked since blocked persons own half of it or more': 'محظور لأن أشخاصًا محظورين يملكون نصفه أو أكثر',
  'Amount, in CHF': 'المبلغ بالفرنك السويسري',
  'Day count convention': 'طريقة حساب الأيام',
  'Business day calendar': 'تقويم أيام العمل',
  'Face amount': 'القيمة الاسمية',
  'Annual rate, as a fraction': 'المعدل السنوي ككسر',
  'Part of a year that the period is': 'جزء السنة الذي تمثله الفترة',
  'What is split': 'ما يُقسم',
  'Units held at the record date by those who take part': 'وحدات المشاركين في تاريخ الاستحقاق',
  'Terms of each class': 'شروط كل فئة',
  'What the general partner owes back': 'ما على الشريك العام رده',
  'Units at the record date': 'الوحدات في تاريخ الاستحقاق',
  'Record date': 'تاريخ الاستحقاق',
  'When voting closes': 'وقت إغلاق التصويت',
  'HIGH, MEDIUM or LOW': 'HIGH أو MEDIUM أو LOW',
  'Day of the last review': 'يوم آخر مراجعة',
  'Since then an address, a name, an owner, a country or a list changed, or something adverse was found':
    'تغيّر منذ ذلك الحين عنوان أو اسم أو مالك أو بلد أو قائمة، أو وُجد ما يسيء',
  'Owners of an entity with their share in per cent; empty for a person':
    'ملاك الكيان مع حصصهم بالمئة؛ فارغ للشخص',
  'The issuer is established in the Union': 'المُصدر مؤسس في الاتحاد',
  'Orders are matched; a bulletin board does not': 'تُطابق الأوامر؛ ولوحة الإعلانات لا تطابقها',
  'A permission under the DLT pilot regime': 'إذن بموجب نظام DLT التجريبي',
  'A central securities depository records the instrument': 'إيداع مركزي للأوراق المالية يسجل الأداة',
  'DLT_MTF, DLT_SS, DLT_TSS or other': 'DLT_MTF أو DLT_SS أو DLT_TSS أو غيرها',
  'Market value of all that the venue records, in EUR': 'القيمة السوقية لكل ما تسجله المنصة، باليورو',
  'shares, bonds or ucits': 'أسهم أو سندات أو ucits',
  'Market capitalisation, issue size or assets under management, in EUR':
    'القيمة السوقية أو حجم الإصدار أو الأصول المدارة، باليورو',
  'When the investor accepted': 'وقت قبول المستثمر',
  'A legal person': 'شخص اعتباري',
  'Own funds, in EUR': 'الأموال الذاتية باليورو',
  'Net turnover, in EUR': 'صافي المبيعات باليورو',
  'Balance sheet total, in EUR': 'مجموع الميزانية باليورو',
  'Personal gross income of a year, in EUR': 'الدخل الشخصي الإجمالي لسنة، باليورو',
  'Portfolio of financial instruments and cash, in EUR': 'محفظة الأدوات المالية والنقد، باليورو',
  'A year in a professional position in the financial sector, or twelve months as executive of such a legal person':
    'سنة في منصب مهني في القطاع المالي، أو اثنا عشر شهرًا مسؤولًا تنفيذيًا لشخص اعتباري كهذا',
  'Ten transactions of significant size a quarter, over four quarters':
    'عشر صفقات كبيرة الحجم كل ربع سنة على مدى أربعة أرباع',
  'transferable-security, money-market-instrument, fund-unit, derivative, utility or other':
    'transferable-security أو money-market-instrument أو fund-unit أو derivative أو utility أو غيرها',
  'A white paper under MiCA is used': 'تُستخدم ورقة بيضاء بموجب MiCA',
  'Symbol of the stablecoin that pays': 'رمز العملة المستقرة التي يُدفع بها',
  'E-money tokens that are authorised for clients in the Union':
    'رموز النقد الإلكتروني المرخصة للعملاء في الاتحاد',
  'Retail clients in the Union are paid': 'يُدفع لعملاء تجزئة في الاتحاد',
  'Transactions of significant size a quarter, over four quarters':
    'صفقات كبيرة الحجم كل ربع سنة على مدى أربعة أرباع',
  'Years in a professional position in the financial sector': 'سنوات في منصب مهني في القطاع المالي',
  'Asked in writing to be professional, and was warned': 'طلب كتابةً أن يكون محترفًا، وجرى تحذيره',
  'Balance sheet total of a company; 0 for a person, in EUR': 'مجموع ميزانية الشركة؛ و0 للشخص، باليورو',
  'Net turnover of a company; 0 for a person, in EUR': 'صافي مبيعات الشركة؛ و0 للشخص، باليورو',
  'Own funds of a company; 0 for a person, in EUR': 'الأموال الذاتية للشركة؛ و0 للشخص، باليورو',
  'Passed the questionnaire on knowledge and experience': 'اجتاز استبيان المعرفة والخبرة',
  'Confirmed to have read the warning': 'أكد أنه قرأ التحذير',
  'Amount, in SGD': 'المبلغ بالدولار السنغافوري',
  'The sale to them is within an exemption': 'البيع له ضمن إعفاء',
  'A corporation': 'شركة',
  'Net personal assets without the home, or net assets of a corporation, in SGD':
    'صافي الأصول الشخصية دون المسكن، أو صافي أصول الشركة، بالدولار السنغافوري',
  'Value of the home less its loan, in SGD': 'قيمة المسكن ناقصًا قرضه، بالدولار السنغافوري',
  'Net financial assets, in SGD': 'صافي الأصول المالية بالدولار السنغافوري',
  'Income of the last 12 months, in SGD': 'دخل آخر 12 شهرًا بالدولار السنغافوري',
  'U.S. person for tax': 'شخص أمريكي لأغراض الضريبة',
  'A valid Form W-9 with a certified number': 'Form W-9 صالح برقم مصدَّق',
  'A valid Form W-8 is on file': 'يوجد Form W-8 صالح',
  'A foreign financial institution that takes no part in FATCA, or a hybrid whose form leaves it open':
    'مؤسسة مالية أجنبية لا تشارك في FATCA، أو كيان هجين لا يبيّن نموذجه ذلك',
  'An entity that is looked through for tax': 'كيان شفاف ضريبيًا يُنظر إلى مالكيه',
  'Day on which it was signed': 'يوم توقيعه',
  'A treaty rate is claimed, and the table has it': 'يُطالب بمعدل معاهدة، وهو في الجدول',
  'That rate, as a fraction': 'ذلك المعدل ككسر',
  'dividend or interest': 'dividend أو interest',
  'Share of the issuer, in per cent': 'الحصة في المُصدر، بالمئة',
  'Gross payment': 'الدفعة الإجمالية',
  'Of the distribution, what earnings and profits cover': 'ما تغطيه الأرباح من التوزيع',
  'Basis that is left': 'ما بقي من أساس التكلفة',
  'Amount, in GBP': 'المبلغ بالجنيه الإسترليني',
  'Orders of users in the United States are matched': 'تُطابق أوامر المستخدمين في الولايات المتحدة',
  'A broker-dealer and ATS registration is configured': 'ضُبط تسجيل وسيط وATS',
  'Fields that the order carries': 'الحقول التي يحملها الأمر',
  'The subscriber is admitted under the written standards': 'قُبل المشترك بموجب المعايير المكتوبة',
  'Identifier of the written standard that was applied': 'معرّف المعيار المكتوب الذي طُبّق',
  'Share of the market’s volume of each of the last six months, in per cent':
    'حصة من حجم السوق في كل من الأشهر الستة الأخيرة، بالمئة',
  'Is it a share of a company, with a claim on profits, votes or what is left at liquidation?':
    'هل هي حصة في شركة، مع حق في الأرباح أو الأصوات أو ما يبقى عند التصفية؟',
  'Is it a note or a bond?': 'هل هي ورقة دين أو سند؟',
  'Is it an interest in a partnership, limited liability company or fund that its holder does not manage?':
    'هل هي حصة في شراكة أو شركة محدودة المسؤولية أو صندوق لا يديره حاملها؟',
  'Is it an option, warrant or convertible on one of these?':
    'هل هي خيار أو ضمان شراء أو أداة قابلة للتحويل على واحدة من هذه؟',
  'Does somebody other than the issuer let it follow the value of such an instrument?':
    'هل يجعلها غير المُصدر تتبع قيمة أداة كهذه؟',
  'Does the buyer give cash, crypto-assets, goods or services of value?':
    'هل يعطي المشتري نقدًا أو أصولًا مشفرة أو سلعًا أو خدمات ذات قيمة؟',
  'Is it given away for nothing?': 'هل تُعطى بلا مقابل؟',
  'Are the proceeds pooled, or used by one vehicle or promoter?':
    'هل تُجمع المتحصلات معًا، أو تستخدمها منشأة واحدة أو مروّج واحد؟',
  'Are returns shared in proportion, or tied to the promoter’s success?':
    'هل يُقتسم العائد بالتناسب، أو يرتبط بنجاح المروّج؟',
  'Are income, a share of revenue, a yield or a buy-back promised?':
    'هل وُعد بدخل أو بحصة من الإيرادات أو بعائد أو بإعادة شراء؟',
  'Is a rise in value promoted?': 'هل يُروَّج لارتفاع في القيمة؟',
  'Is it bought mainly to be used or consumed?': 'هل تُشترى أساسًا للاستعمال أو الاستهلاك؟',
  'Does a known sponsor make the managerial efforts that matter?':
    'هل يبذل راعٍ معروف الجهود الإدارية المؤثرة؟',
  'Did the issuer say or promise that such efforts would be made?':
    'هل قال المُصدر إن هذه الجهود ستُبذل أو وعد بها؟',
  'Does the system work already, with nobody in control of it?': 'هل يعمل النظام بالفعل ولا يتحكم فيه أحد؟',
  'Have the promised efforts been completed, or publicly given up?':
    'هل اكتملت الجهود الموعودة، أو أُعلن التخلي عنها؟',
  'Does the seller raise money for a business, and the buyer look for profit?':
    'هل يجمع البائع مالًا لنشاط، ويبحث المشتري عن ربح؟',
  'Is the note offered to a broad part of the public?': 'هل تُعرض الورقة على جزء واسع من الجمهور؟',
  'Would the public expect an investment?': 'هل يتوقع الجمهور استثمارًا؟',
  'Does another regime reduce the risk, as bank supervision or insurance does?':
    'هل يخفف نظام آخر من المخاطر، كالرقابة المصرفية أو التأمين؟',
  'Months from issue to maturity of a note': 'أشهر الورقة من الإصدار إلى الاستحقاق',
  'Whether somebody asks to mark the token as no security all the same':
    'هل يطلب أحد مع ذلك وسم الرمز بأنه ليس ورقة مالية',
  'How many people approved that': 'عدد من وافقوا على ذلك',
  'Whether a legal opinion is on file': 'هل يوجد رأي قانوني محفوظ',
  'Holders of record: identities, joint holders once, without those that are exempt':
    'الحملة المسجلون: الهويات، والحملة المشتركون مرة واحدة، دون المعفيين',
  'Of them, those who are not accredited': 'منهم غير المعتمدين',
  'Holders that this adds': 'الحملة الذين يضيفهم هذا',
  'Holders that this removes': 'الحملة الذين يخرجهم هذا',
  'Of those added, not accredited': 'من المضافين، غير المعتمدين',
  'Of those removed, not accredited': 'من الخارجين، غير المعتمدين',
  'Beneficial owners now, looked through where the law asks':
    'الملاك الفعليون الآن، مع النظر إلى من وراءهم حيث يطلب القانون',
  'Each class as it would be: its value, what benefit plan investors hold (of an entity that holds plan assets, its part), and what controlling persons who are none hold':
    'كل فئة كما ستكون: قيمتها، وما يحمله مستثمرو خطط المزايا (ومن الكيان الذي يحمل أصول خطط جزؤها)، وما يحمله المسيطرون من غيرهم',
  'Assets without the main home, in USD': 'الأصول دون المسكن الرئيسي، بالدولار الأمريكي',
  'Debts without those secured by the main home, in USD':
    'الديون دون المضمونة بالمسكن الرئيسي، بالدولار الأمريكي',
  'Fair market value of the main home, in USD': 'القيمة السوقية العادلة للمسكن الرئيسي، بالدولار الأمريكي',
  'Debt secured by the main home, in USD': 'الدين المضمون بالمسكن الرئيسي، بالدولار الأمريكي',
  'Of it, what was borrowed within the last 60 days other than to buy the home, in USD':
    'منه ما اقتُرض في آخر 60 يومًا لغير شراء المسكن، بالدولار الأمريكي',
  'Net worth together with a spouse or spousal equivalent, worked out alike; the own one where there is none':
    'صافي الثروة مع الزوج أو من في حكمه، محسوبًا بالطريقة نفسها؛ وصافي ثروته وحده إن لم يوجد',
  'Income of the last full year, in USD': 'دخل آخر سنة كاملة، بالدولار الأمريكي',
  'Income of the year before, in USD': 'دخل السنة التي قبلها، بالدولار الأمريكي',
  'Income with a spouse or spousal equivalent, last full year; 0 where there is none':
    'الدخل مع الزوج أو من في حكمه في آخر سنة كاملة؛ و0 إن لم يوجد',
  'The same for the year before': 'مثله للسنة التي قبلها',
  'Whether the same is reasonably expected this year': 'هل يُتوقع مثله هذه السنة لأسباب معقولة',
  'Professional certificates in good standing': 'شهادات مهنية سارية',
  'Director, executive officer or general partner of the issuer':
    'عضو مجلس إدارة أو مسؤول تنفيذي أو شريك عام لدى المُصدر',
  'Knowledgeable employee of this private fund': 'موظف مطلع في هذا الصندوق الخاص',
  'Family client of a qualifying family office': 'عميل عائلي لمكتب عائلي مؤهل',
  'Bank, broker-dealer, adviser, insurer, investment company, BDC, SBIC, or a plan that qualifies':
    'بنك أو وسيط أو مستشار أو شركة تأمين أو شركة استثمار أو BDC أو SBIC أو خطة مؤهلة',
  'corporation, partnership, llc, 501c3, trust, family-office or other':
    'corporation أو partnership أو llc أو 501c3 أو trust أو family-office أو غيرها',
  'Total assets, in USD': 'مجموع الأصول بالدولار الأمريكي',
  'Investments, in USD': 'الاستثمارات بالدولار الأمريكي',
  'Formed only to buy this offering': 'أُنشئ فقط لشراء هذا الطرح',
  'A trust or family office whose purchases a sophisticated person directs':
    'صندوق ائتماني أو مكتب عائلي يوجّه مشترياته شخص متمرس',
  'Every equity owner is accredited, looked through to natural persons':
    'كل مالك لحقوق الملكية معتمد، حتى الأشخاص الطبيعيين',
  'Assets under management of a family office, in USD': 'الأصول التي يديرها المكتب العائلي، بالدولار الأمريكي',
  '3(c)(1), 3(c)(7) or none': '3(c)(1) أو 3(c)(7) أو لا شيء',
  'person, family-company, trust or other': 'person أو family-company أو trust أو غيرها',
  'Investments, for a person with jointly held ones, in USD':
    'الاستثمارات، وللشخص مع المشتركة منها، بالدولار الأمريكي',
  'Investments owned or managed for qualified purchasers at discretion, in USD':
    'الاستثمارات المملوكة أو المدارة لمشترين مؤهلين بالتفويض، بالدولار الأمريكي',
  'Formed to buy this fund': 'أُنشئ لشراء هذا الصندوق',
  'Trustee and every settlor are qualified purchasers': 'الأمين وكل مؤسس مشترون مؤهلون',
  'Restricted lots, each with the day its holding period began, tacked where the rule allows':
    'الدفعات المقيدة، كل منها مع يوم بدء فترة حيازتها، موصولة حيث تسمح القاعدة',
  'Affiliate of the issuer now or within the last three months': 'تابع للمُصدر الآن أو خلال الأشهر الثلاثة الأخيرة',
  'Earlier sales under the rule': 'المبيعات السابقة بموجب القاعدة',
  'Units outstanding, or of the tranche': 'الوحدات القائمة، أو وحدات الشريحة',
  'Sold by the issuer under Regulation Crowdfunding within 12 months, in USD':
    'ما باعه المُصدر بموجب Regulation Crowdfunding خلال 12 شهرًا، بالدولار الأمريكي',
  'The units were sold under Regulation Crowdfunding': 'بيعت الوحدات بموجب Regulation Crowdfunding',
  'issuer, accredited, family (or a trust for them, death, divorce), registered-offering, or other':
    'المُصدر أو معتمد أو العائلة (أو صندوق لها أو وفاة أو طلاق) أو طرح مسجل أو غيره',
  'Purchasers under 506(b) across the issuer, one entry a household, with the day of the sale':
    'المشترون بموجب 506(b) عبر المُصدر، قيد واحد لكل أسرة، مع يوم البيع',
  'How many natural persons own the entity': 'عدد الأشخاص الطبيعيين الذين يملكون الكيان',
  'Amount or binding commitment, in USD': 'المبلغ أو الالتزام الملزم، بالدولار الأمريكي',
  'The units were sold under Regulation S': 'بيعت الوحدات بموجب Regulation S',
  'Country of residence, ISO 3166-1 alpha-2': 'بلد الإقامة، ISO 3166-1 alpha-2',
  Citizenships: 'الجنسيات',
  'Country under whose law an entity is organised': 'البلد الذي نُظم الكيان بموجب قانونه',
  'A foreign entity formed by U.S. persons': 'كيان أجنبي أنشأه أشخاص أمريكيون',
  'Formed mainly to invest in securities that are not registered':
    'أُنشئ أساسًا للاستثمار في أوراق مالية غير مسجلة',
  'Organised and owned by accredited investors who are no natural persons, estates or trusts':
    'نظّمه ويملكه مستثمرون معتمدون ليسوا أشخاصًا طبيعيين ولا تركات ولا صناديق ائتمانية',
  'Estate or trust with a U.S. executor, administrator or trustee, without an exception':
    'تركة أو صندوق ائتماني له منفّذ أو مدير أو أمين أمريكي، دون استثناء',
  'Agency or branch of a foreign entity in the United States': 'وكالة أو فرع لكيان أجنبي في الولايات المتحدة',
  'Discretionary or similar account for a U.S. person': 'حساب تقديري أو ما يشبهه لشخص أمريكي',
  'Documents disagree about residence': 'تختلف الوثائق في الإقامة',
  'Routine items received in the month': 'البنود الاعتيادية الواردة في الشهر',
  'Of them, turned around within three business days': 'منها ما أُنجز خلال ثلاثة أيام عمل',
  'Last day of the month': 'آخر يوم في الشهر',
  'Months in a row below 90 %, this one included': 'أشهر متتالية دون 90 %، مع هذا الشهر',
  'Months in a row below 75 %, this one included': 'أشهر متتالية دون 75 %، مع هذا الشهر',
  'Local day on which an item was received': 'اليوم المحلي لورود البند',
  'Received after noon': 'ورد بعد الظهر',
  Holidays: 'العطل',
  'Mail came back twice, or once after a month’s remailing': 'عاد البريد مرتين، أو مرة بعد إعادة إرساله بشهر',
  'Day of the second return': 'يوم العودة الثانية',
  'Value of the account, in USD': 'قيمة الحساب بالدولار الأمريكي',
  'Searches done': 'عمليات البحث المنجزة',
  'Day of the first search': 'يوم البحث الأول',
  'A natural person, not known to be deceased': 'شخص طبيعي لا يُعلم أنه متوفى',
}
