inventory-search = பெயர், SKU அல்லது பார்கோடு தேடுக
inventory-empty-title = இன்னும் இருப்பு இல்லை
inventory-empty = பொருட்கள் சேர்த்தவுடன் இருப்பு இங்கே தெரியும். முதலில் பொருட்களைச் சேர்க்கவும் அல்லது கொண்டு வரவும்.
inventory-none-title = எதுவும் கிடைக்கவில்லை
inventory-none = இந்த வடிகட்டிகளுக்குப் பொருந்தும் இருப்பு இல்லை. எழுத்துக்களைச் சரிபார்க்கவும், அல்லது வடிகட்டிகளை நீக்கவும்.
inventory-picture = படம்
inventory-variant = பொருள்
inventory-product = பொருளைக் காட்டு
inventory-sku = SKU
inventory-state = நிலை
inventory-state-all = அனைத்தும்
inventory-state-low = இருப்பு குறைவு
inventory-state-out = இருப்பு இல்லை
inventory-state-short = இருப்பதைவிட அதிகம் ஒதுக்கியது
inventory-on-hand = கையிருப்பு
inventory-reserved = ஒதுக்கியது
inventory-unavailable = தனியாக வைத்தது
inventory-available = கொடுக்கக்கூடியது
inventory-on-hand-why = கையிருப்பு: இப்போது கிடங்கில் உள்ளது
inventory-unavailable-why = தனியாக வைத்தது: உள்ளது, ஆனால் விற்பனைக்கு இல்லை
inventory-why = { $count ->
    [one] ஏன் 1 அலகு மட்டும் கொடுக்கலாம்
   *[other] ஏன் { $count } அலகுகள் கொடுக்கலாம்
}
inventory-short-of = { $count ->
    [one] 1 குறைகிறது
   *[other] { $count } குறைகின்றன
}
inventory-more-reserved = { $count ->
    [one] மேலும் 1 அலகு பழைய ஆர்டர்களுக்கு ஒதுக்கப்பட்டுள்ளது.
   *[other] மேலும் { $count } அலகுகள் பழைய ஆர்டர்களுக்கு ஒதுக்கப்பட்டுள்ளன.
}
inventory-owner-order = ஆர்டர்
inventory-owner-live = நேரலை விற்பனை
inventory-owner-checkout = பணம் செலுத்துகிறார்
inventory-owner-waitlist = காத்திருப்போர் பட்டியல்
inventory-owner-transfer = கிடங்கு மாற்றம்
inventory-units = அலகுகள்
inventory-movements = இருப்பு மாற்றங்கள்
inventory-movements-empty-title = இன்னும் எதுவும் மாறவில்லை
inventory-movements-empty = ஒவ்வொரு விற்பனை, திரும்பியது, திருத்தம் எல்லாம் இங்கே பட்டியலிடப்படும்.
inventory-when = எப்போது
inventory-who = யார்
inventory-program = மென்பொருள்
inventory-change = மாற்றம்
inventory-after = பின் கையிருப்பு
inventory-aside = தனியாக வைத்தது: { $change }
inventory-cause = வகை
inventory-cause-usual = வழக்கமானது
inventory-cause-purchase = கொள்முதல்
inventory-cause-sale = விற்பனை
inventory-cause-return = திரும்பி வந்தது
inventory-cause-damage = சேதம்
inventory-cause-count = எண்ணியது
inventory-cause-correction = திருத்தம்
inventory-cause-transfer-out = வேறு கிடங்குக்கு
inventory-cause-transfer-in = வேறு கிடங்கிலிருந்து
inventory-cause-write-off = கணக்கிலிருந்து நீக்கியது
inventory-cause-opening = தொடக்க இருப்பு
inventory-reason = காரணம்
inventory-reason-help = சில சொற்களில்; அது இருப்பு மாற்றங்களின் பட்டியலில் இருக்கும்.
inventory-adjust = இருப்பைத் திருத்த
inventory-adjust-do = இருப்பை மாற்று
inventory-mode = செய்ய வேண்டியது
inventory-mode-add = அலகுகளைச் சேர்
inventory-mode-remove = அலகுகளைக் குறை
inventory-mode-count = எண்ணிய அளவுக்கு மாற்று
inventory-mode-hold = விற்காமல் தனியாக வை
inventory-mode-unhold = மீண்டும் விற்பனைக்கு வை
inventory-reorder = மறு ஆர்டர் அளவு
inventory-reorder-level = மேலும் வாங்கும் அளவு
inventory-reorder-help = இந்த எண்ணிக்கை அல்லது அதற்குக் கீழ் வந்தால் "இருப்பு குறைவு" என்று தெரியும். 0 என்றால் ஒருபோதும் தெரியாது.
inventory-audit = மாற்றங்கள்
inventory-warehouse = கிடங்கு
inventory-warehouses = கிடங்குகள்
inventory-warehouse-any = எல்லாக் கிடங்குகளும்
inventory-warehouse-first = முதன்மைக் கிடங்கு
inventory-warehouse-name = பெயர்
inventory-warehouse-code = குறியீடு
inventory-warehouse-code-help = சுருக்கமாக, பெரிய எழுத்தில், எ.கா. CMB.
inventory-warehouse-history = வரலாறு
inventory-warehouse-new = புதிய கிடங்கு
inventory-warehouse-add = கிடங்கைச் சேர்க்க
inventory-warehouses-empty-title = இன்னும் கிடங்குகள் இல்லை
inventory-warehouses-empty = முதல் இருப்புடன் முதல் கிடங்கு உருவாகும், அல்லது இங்கே சேர்க்கவும்.
inventory-default = இயல்புநிலை
inventory-make-default = இயல்புநிலையாக்கு
inventory-done-adjusted = { $available ->
    [one] இருப்பு மாற்றப்பட்டது: 1 அலகு கொடுக்கலாம்.
   *[other] இருப்பு மாற்றப்பட்டது: { $available } அலகுகள் கொடுக்கலாம்.
}
inventory-done-warehouse = { $name } சேர்க்கப்பட்டது.
inventory-done-default = இப்போது { $name } இயல்புநிலைக் கிடங்கு.
inventory-error-quantity = அலகுகளை முழு எண்ணாக எழுதவும், எ.கா. 5.
inventory-error-code-taken = வேறொரு கிடங்குக்கு இந்தக் குறியீடு உள்ளது.
inventory-error-no-warehouse = பயன்பாட்டில் கிடங்கு எதுவும் இல்லை. முதலில் ஒன்றைச் சேர்க்கவும்.
inventory-error-out-of-stock = { $name } ({ $sku }) போதுமான அளவு இல்லை: வேண்டியது { $requested }, கொடுக்கக்கூடியது { $available }.
inventory-error-below-zero = { $name } ({ $sku }): கையிருப்பு { $on_hand } மட்டுமே, எனவே { $requested } குறைக்க முடியாது.
inventory-error-unavailable = { $name } ({ $sku }): கையிருப்பு { $on_hand }, தனியாக வைத்தது { $unavailable }. தனியாக வைப்பது 0 முதல் கையிருப்பு வரை மட்டுமே இருக்க வேண்டும்.
inventory-error-not-there = { $name } ({ $sku }) ஒதுக்கப்பட்டுள்ளது, ஆனால் இன்னும் கிடங்கில் இல்லை. முதலில் சரக்கைப் பெறவும் அல்லது எண்ணவும்.
inventory-error-no-reservation = இந்த ஆர்டருக்கு { $name } ({ $sku }) ஒதுக்கப்படவில்லை.
inventory-error-reserved = { $name } ({ $sku }): கையிருப்பு { $on_hand } இல் { $reserved } ஒதுக்கப்பட்டுள்ளன. இதனால் { $missing } அலகுகளுக்கு இருப்பு இராது: { $orders }. முதலில் அவற்றை ரத்து செய்யவும் அல்லது மாற்றவும், அல்லது பற்றாக்குறையாகப் பதியவும்.
inventory-short-instead = அல்லது பற்றாக்குறையைப் பதிக
inventory-short-instead-text = இருப்பு எப்படியும் குறைக்கப்படும். புதிய ஒதுக்கீடுகளுக்குப் பற்றாக்குறை வரும்; புதிய இருப்பு பழையவற்றை முதலில் நிரப்பும்.
inventory-allow-short = குறைத்து, யாருக்குப் பற்றாக்குறை என்று பதிக
inventory-done-adjusted-short = இருப்பு மாற்றப்பட்டது: கொடுக்கக்கூடியது { $available }. இப்போது பற்றாக்குறை: { $orders }.
inventory-since-when = { $time } முதல்
inventory-expires-in = { $minutes ->
    [one] { $minutes } நிமிடத்தில் முடிகிறது
   *[other] { $minutes } நிமிடங்களில் முடிகிறது
}
inventory-expires-at = { $time } இல் முடிகிறது
inventory-reserved-why = ஒதுக்கியது: இப்போது யாருக்கும் இல்லை
inventory-sold = { $count ->
    [one] { $days } நாட்களில் 1 அலகு விற்றது.
   *[other] { $days } நாட்களில் { $count } அலகுகள் விற்றன.
}
inventory-cover = { $days ->
    [one] மீதி 1 நாளுக்குப் போதும்.
   *[other] மீதி { $days } நாட்களுக்குப் போதும்.
}
inventory-coming = { $count ->
    [one] 1 அலகு வந்து கொண்டிருக்கிறது.
   *[other] { $count } அலகுகள் வந்து கொண்டிருக்கின்றன.
}
inventory-lies-in = { $bin } இல் உள்ளது
inventory-movements-filter = வடிகட்டு
inventory-movements-none = இந்த வடிகட்டிகளுக்குப் பொருந்தும் மாற்றங்கள் இல்லை. வேறு நாட்களைத் தேர்க, அல்லது வடிகட்டிகளை நீக்குக.
inventory-record = எதைச் சேர்ந்தது
inventory-cause-any = எல்லா வகைகளும்
inventory-aside-change = தனியாக வைத்ததில் மாற்றம்
inventory-reference-count = இருப்பு எண்ணிக்கை
inventory-reorder-quantity = குறைந்தது இவ்வளவு வாங்குக
inventory-max-level = இதற்கு மேல் வேண்டாம்
inventory-error-max-level = இது மேலும் வாங்கும் அளவைவிடக் குறையக் கூடாது.
inventory-done-saved = சேமிக்கப்பட்டது.
inventory-bin = அடுக்கு இடம்
inventory-bin-none = அடுக்கு இடம் இல்லை
inventory-bins = அடுக்கு இடங்கள்
inventory-bins-add = அடுக்கு இடங்களைச் சேர்க்க
inventory-bin-codes = குறியீடுகள்
inventory-bin-codes-help = ஒரே நேரத்தில் பல, இடைவெளி அல்லது காற்புள்ளியால் பிரித்து, எ.கா. A-01 A-02 A-03.
inventory-bins-empty-title = இன்னும் அடுக்கு இடங்கள் இல்லை
inventory-bins-empty = அடுக்குகளுக்குக் குறியீடு கொடுத்து, பொருளின் இருப்புப் பக்கத்தில் அது எங்கே என்று சொல்லவும்.
inventory-bin-variants = பொருட்கள்
inventory-bin-remove = நீக்கு
inventory-bin-remove-sure = { $code } ஐ நீக்கவா? அங்கே உள்ளவை கிடங்கிலேயே இருக்கும், அடுக்கு இடம் இல்லாமல்.
inventory-route-order = வழியில் இடம்
inventory-route-order-help = சிறிய எண்ணிலிருந்து பெரிய எண் வரை அடுக்கு இடங்களைக் கடந்து செல்வர்.
inventory-error-bin-code = குறியீட்டில் இடைவெளியோ காற்புள்ளியோ இராது.
inventory-error-bin-taken = இங்கே வேறொரு அடுக்கு இடத்துக்கு இந்தக் குறியீடு உள்ளது.
inventory-done-bins = { $count ->
    [one] 1 அடுக்கு இடம் சேர்க்கப்பட்டது.
   *[other] { $count } அடுக்கு இடங்கள் சேர்க்கப்பட்டன.
}
inventory-done-bin = { $code } சேமிக்கப்பட்டது.
inventory-done-bin-removed = { $code } நீக்கப்பட்டது.
inventory-done-warehouse-saved = { $name } சேமிக்கப்பட்டது.
inventory-warehouse-holds = { $variants } பொருட்களின் { $units } அலகுகள்
inventory-warehouse-stock = இங்குள்ள இருப்பு
inventory-warehouse-closed = பயன்பாட்டில் இல்லை
inventory-warehouse-in-use = பயன்பாட்டில் உள்ளது
inventory-warehouse-in-use-help = இயல்புநிலை அல்லாத, காலியான கிடங்கை மட்டுமே பயன்பாட்டிலிருந்து நீக்கலாம்.
inventory-error-warehouse-in-use = இந்தக் கிடங்கு இயல்புநிலை, அல்லது இருப்பு, ஒதுக்கீடு, வழியில் உள்ள மாற்றங்கள் உள்ளன. முதலில் அதைக் காலி செய்யவும்.
inventory-address = முகவரியும் தொடர்பும்
inventory-line1 = தெருவும் வீடும்
inventory-line2 = முகவரியின் தொடர்ச்சி
inventory-city = ஊர்
inventory-district = மாவட்டம்
inventory-postal-code = அஞ்சல் குறியீடு
inventory-contact-person = தொடர்புக்கு
inventory-phone = தொலைபேசி
inventory-email = மின்னஞ்சல்
inventory-transfers = கிடங்கு மாற்றங்கள்
inventory-transfer-new = புதிய கிடங்கு மாற்றம்
inventory-transfer-title = கிடங்கு மாற்றம் { $number }
inventory-transfer-number = எண்
inventory-transfer-from = எங்கிருந்து
inventory-transfer-to = எங்கே
inventory-transfer-way = எங்கிருந்து எங்கே
inventory-transfer-lines = பொருட்கள்
inventory-transfer-facts = விவரங்கள்
inventory-transfer-search = எண்ணால் தேடுக
inventory-transfer-create = வரைவை உருவாக்கு
inventory-transfer-make-ready = ஒதுக்கித் தயார் செய்
inventory-transfer-send = அனுப்பு
inventory-transfer-receive = பெற்றுக்கொள்
inventory-transfer-cancel = மாற்றத்தை ரத்து செய்
inventory-transfer-cancelled-because = இந்த மாற்றம் ரத்து செய்யப்பட்டது
inventory-transfer-draft = வரைவு
inventory-transfer-ready = தயார்
inventory-transfer-in-transit = வழியில்
inventory-transfer-partially-received = ஒரு பகுதி வந்தது
inventory-transfer-received = வந்து சேர்ந்தது
inventory-transfer-cancelled = ரத்தானது
inventory-transfers-empty-title = இன்னும் கிடங்கு மாற்றங்கள் இல்லை
inventory-transfers-empty = கிடங்கு மாற்றம் இருப்பை ஒரு கிடங்கிலிருந்து வேறொன்றுக்குக் கொண்டு செல்கிறது; வழியில் எங்கே என்றும் சொல்கிறது.
inventory-transfers-none = இந்த வடிகட்டிகளுக்குப் பொருந்தும் மாற்றங்கள் இல்லை.
inventory-on-the-way = வழியில்
inventory-discrepancy = அனுப்பியபடி இல்லை
inventory-discrepancy-reason = ஏன் இல்லை
inventory-discrepancy-missing = காணவில்லை
inventory-discrepancy-damaged = சேதமானது
inventory-discrepancy-wrong-item = தவறான பொருள்
inventory-discrepancy-other = வேறு
inventory-discrepancy-written-off = கணக்கிலிருந்து நீக்கியது
inventory-cancel-outcome = வழியில் உள்ளவை என்ன ஆகும்
inventory-cancel-home = திரும்பி வரும்
inventory-cancel-written-off = கணக்கிலிருந்து நீக்கப்படும்
inventory-came-home = { $count ->
    [one] 1 திரும்பி வந்தது
   *[other] { $count } திரும்பி வந்தன
}
inventory-made = உருவாக்கியது
inventory-left = புறப்பட்டது
inventory-complete = முழுமையானது
inventory-called-off = ரத்தானது
inventory-notes = குறிப்புகள்
inventory-shipped = அனுப்பியது
inventory-arrived = வந்தது
inventory-leaves = செல்வது
inventory-receipts = பெற்றவை
inventory-next = அடுத்த படி
inventory-next-draft = வரிகளைச் சரிபார்க்கவும். தயார் செய்தால் இருப்பு ஒதுக்கப்படும்; வேறு யாரும் விற்க மாட்டார்கள்.
inventory-next-ready = பொதியிடவும். அனுப்புவது இந்தக் கிடங்கைவிட்டுச் செல்லும்; மீதி மீண்டும் விற்பனைக்கு.
inventory-next-receive = பெட்டியில் உள்ளதை எழுதவும். மீதி வழியிலேயே இருக்கும்; வராததற்குக் காரணம் வேண்டும்.
inventory-choose-warehouse = கிடங்கைத் தேர்க
inventory-find-product = பொருளைத் தேடுக
inventory-find-product-help = பெயர், SKU அல்லது பார்கோடு; Enter முதலாவதை எடுக்கும்.
inventory-more-rows = மேலும் வரிகள்
inventory-line-n = வரி { $n }
inventory-sku-or-barcode = SKU அல்லது பார்கோடு
inventory-done-transfer-created = { $number } உருவாக்கப்பட்டது.
inventory-done-transfer-saved = { $number } சேமிக்கப்பட்டது.
inventory-done-transfer-ready = { $number } தயார்: அதன் இருப்பு ஒதுக்கப்பட்டது.
inventory-done-transfer-sent = { $number } வழியில் உள்ளது.
inventory-done-transfer-received = { $count ->
    [0] { $number } முழுமையானது.
    [one] { $number }: 1 அலகு இன்னும் வழியில்.
   *[other] { $number }: { $count } அலகுகள் இன்னும் வழியில்.
}
inventory-done-transfer-cancelled = { $number } ரத்து செய்யப்பட்டது.
inventory-error-same-warehouse = மாற்றம் வேறொரு கிடங்குக்கே செல்லும்.
inventory-error-no-lines = குறைந்தது ஒரு பொருளைச் சேர்க்கவும்.
inventory-error-unknown-sku = இந்த SKU அல்லது பார்கோடு கொண்ட பொருள் இல்லை.
inventory-error-too-many = அதிகபட்சம் { $most }.
inventory-error-nothing-leaves = எதுவும் செல்லாது. எத்தனை அலகுகள் என்று எழுதவும், அல்லது மாற்றத்தை ரத்து செய்யவும்.
inventory-error-nothing-received = வந்ததை, அல்லது வராததையும் காரணத்தையும் எழுதவும்.
inventory-error-discrepancy-reason = இவை அனுப்பியபடி ஏன் வரவில்லை என்று சொல்லவும்.
inventory-error-over-receipt = { $sku } இல் { $most } மட்டுமே வழியில். மீதியைக் கண்டெடுத்த இருப்பாக எண்ணவும்.
inventory-error-line-twice = ஒரு வரி இரண்டு முறை உள்ளது. பக்கத்தை மீண்டும் ஏற்றி முயலவும்.
inventory-error-receipt-elsewhere = இந்தப் பெறுகை வேறொரு மாற்றத்துக்கு உரியது. பக்கத்தை மீண்டும் ஏற்றி முயலவும்.
inventory-error-transfer-step = { $number } இப்போது இந்தப் படியை எடுக்காது. அதன் நிலை: { $status ->
    [DRAFT] { inventory-transfer-draft }
    [READY] { inventory-transfer-ready }
    [IN_TRANSIT] { inventory-transfer-in-transit }
    [PARTIALLY_RECEIVED] { inventory-transfer-partially-received }
    [RECEIVED] { inventory-transfer-received }
    [CANCELLED] { inventory-transfer-cancelled }
   *[other] { $status }
}
inventory-counts = இருப்பு எண்ணிக்கைகள்
inventory-count-title = இருப்பு எண்ணிக்கை { $number }
inventory-count-new = புதிய இருப்பு எண்ணிக்கை
inventory-count-create = எண்ணிக்கையைத் திட்டமிடு
inventory-count-draft = திட்டமிட்டது
inventory-count-counting = எண்ணப்படுகிறது
inventory-count-posted = பதியப்பட்டது
inventory-count-cancelled = ரத்தானது
inventory-count-what = எண்ணுவது
inventory-count-all = கிடங்கில் உள்ள எல்லாம்
inventory-count-bin = ஒரு அடுக்கு இடம்
inventory-count-of-bin = அடுக்கு இடம் { $bin }
inventory-count-class = விற்பனை வகுப்பு
inventory-count-class-help = கடந்த 90 நாட்களில் இங்கே விற்ற மதிப்பின்படி.
inventory-class = வகுப்பு
inventory-class-a = A: விற்பனையின் முதல் 80 %
inventory-class-b = B: அடுத்த 15 %
inventory-class-c = C: மீதி
inventory-count-blind = மறைத்து: எதிர்பார்ப்பதைக் காட்டாமல்
inventory-count-blind-help = எண்ணுபவருக்குப் பதிவேட்டின் எண் தெரியாது.
inventory-count-way = எண்ணும் முறை
inventory-count-progress = எண்ணியது
inventory-counts-empty-title = இன்னும் இருப்பு எண்ணிக்கைகள் இல்லை
inventory-counts-empty = ஒரு அடுக்கு இடம், வகுப்பு அல்லது எல்லாவற்றின் எண்ணிக்கையைத் திட்டமிடவும். விற்பனை தொடரும்.
inventory-counts-none = இந்த நிலையில் எண்ணிக்கை இல்லை.
inventory-count-none = இங்கே வரிகள் இல்லை.
inventory-count-draft-title = இன்னும் தொடங்கவில்லை
inventory-count-draft-text = எண்ணிக்கை தொடங்கும்போது வரிகள் பதியப்படும்.
inventory-count-start = எண்ணத் தொடங்கு
inventory-count-cancel = எண்ணிக்கையை ரத்து செய்
inventory-count-cancel-sure = இந்த எண்ணிக்கையை ரத்து செய்யவா? எண்ணியது எதுவும் பதியப்படாது.
inventory-count-post = எண்ணிக்கையைப் பதிக
inventory-count-post-do = வேறுபாடுகளைப் பதிக
inventory-count-post-what = { $counted } வரிகள் எண்ணப்பட்டன, அவற்றில் { $different } பதிவேட்டிலிருந்து வேறுபடுகின்றன.
inventory-count-post-rest = { $count ->
    [one] 1 வரி எண்ணப்படவில்லை; அப்படியே இருக்கும்.
   *[other] { $count } வரிகள் எண்ணப்படவில்லை; அப்படியே இருக்கும்.
}
inventory-next-count-draft = தொடங்கும்போது பதிவேட்டில் உள்ளது குறிக்கப்படும். விற்பனை தொடரும்.
inventory-next-counting = { $count ->
    [0] எல்லா வரிகளும் எண்ணப்பட்டன; { $different } வேறுபடுகின்றன. பார்த்துவிட்டுப் பதிக.
    [one] 1 வரி இன்னும் எண்ணப்படவில்லை; { $different } வேறுபடுகின்றன.
   *[other] { $count } வரிகள் இன்னும் எண்ணப்படவில்லை; { $different } வேறுபடுகின்றன.
}
inventory-count-one = ஒரு பொருளை எண்ணுக
inventory-count-one-help = SKU அல்லது பார்கோடால்; இங்கே எதிர்பாராத ஒன்றையும்.
inventory-count-one-do = வைத்துக்கொள்
inventory-counted = எண்ணியது
inventory-count-open = எண்ணாதவை
inventory-count-different = வேறுபாடுகள்
inventory-count-lines = எண்ணிக்கையின் வரிகள்
inventory-count-expected = எதிர்பார்ப்பது { $count }
inventory-count-entry-help = இப்போது அடுக்கில் உள்ளதையும், பொதியிட்டு இன்னும் செல்லாதவற்றையும் எண்ணவும். எண்ணாத வரியைக் காலியாக விடவும். பின்னர் விற்பது பாதிக்காது.
inventory-count-keep = எண்ணியதை வைத்துக்கொள்
inventory-count-began = தொடக்கத்தில்
inventory-count-books = அப்போது பதிவேட்டில்
inventory-difference = வேறுபாடு
inventory-count-booked = பதிந்தது
inventory-done-count-created = { $number } திட்டமிடப்பட்டது.
inventory-done-count-started = { $number } தொடங்கியது.
inventory-done-counted = { $count ->
    [0] எதுவும் மாறவில்லை.
    [one] 1 வரி வைத்துக்கொள்ளப்பட்டது.
   *[other] { $count } வரிகள் வைத்துக்கொள்ளப்பட்டன.
}
inventory-done-counted-one = { $sku } வைத்துக்கொள்ளப்பட்டது.
inventory-done-count-posted = { $count ->
    [0] { $number } பதியப்பட்டது: பதிவேடு சரியாக இருந்தது.
    [one] { $number } பதியப்பட்டது: 1 வரி பதிவேட்டை மாற்றியது.
   *[other] { $number } பதியப்பட்டது: { $count } வரிகள் பதிவேட்டை மாற்றின.
}
inventory-done-count-posted-short = { $number } பதியப்பட்டது. இப்போது பற்றாக்குறை: { $orders }.
inventory-done-count-cancelled = { $number } ரத்து செய்யப்பட்டது.
inventory-error-count-bin = இந்தக் கிடங்கின் அடுக்கு இடத்தைத் தேர்க.
inventory-error-count-empty = எண்ண எதுவும் இல்லை: அங்கே இருப்பு எப்போதும் இருந்ததில்லை. வேறொன்றைத் தேர்க.
inventory-error-count-too-large = ஒரே நேரத்தில் அதிகபட்சம் { $most } பொருட்கள் எண்ணப்படும். அடுக்கு இடம் அல்லது வகுப்பின்படி எண்ணவும்.
inventory-error-count-overlap = { $number } இப்போது அதே பொருட்களில் சிலவற்றை எண்ணுகிறது. முதலில் அதைப் பதியவும் அல்லது ரத்து செய்யவும்.
inventory-error-count-nothing = இன்னும் எதுவும் எண்ணப்படவில்லை.
inventory-to-order = வாங்க வேண்டியவை
inventory-to-order-text = மேலும் வாங்கும் அளவுக்கு வந்தவை. { $days } நாட்களின் விற்பனையின்படி, { $cover } நாட்களுக்குப் போதுமான பரிந்துரை.
inventory-to-order-empty-title = வாங்க எதுவும் இல்லை
inventory-to-order-empty = மேலும் வாங்கும் அளவுக்கு வரும்போது பொருட்கள் இங்கே தெரியும். அதைப் பொருளின் இருப்புப் பக்கத்தில் அமைக்கவும்.
inventory-sold-lately = விற்றது
inventory-days-left = மீதி நாட்கள்
inventory-suggested = பரிந்துரைக்கும் ஆர்டர்
inventory-gone-within = தீரும் காலம்
inventory-gone-any = எப்போது தீர்ந்தாலும்
inventory-gone-within-days = { $count ->
    [one] 1 நாளில் தீரும்
   *[other] { $count } நாட்களில் தீரும்
}
inventory-days = { $count ->
    [one] 1 நாள்
   *[other] { $count } நாட்கள்
}
inventory-sales-days = பார்க்கும் விற்பனை
inventory-sales-of-days = { $count ->
    [one] 1 நாளின் விற்பனை
   *[other] { $count } நாட்களின் விற்பனை
}
inventory-cover-days = ஆர்டர் போதும் காலம்
inventory-order-for-days = { $count ->
    [one] 1 நாளுக்கு வாங்குக
   *[other] { $count } நாட்களுக்கு வாங்குக
}
inventory-error-count-step = { $number } இப்போது இந்தப் படியை எடுக்காது. அதன் நிலை: { $status ->
    [DRAFT] { inventory-count-draft }
    [COUNTING] { inventory-count-counting }
    [POSTED] { inventory-count-posted }
    [CANCELLED] { inventory-count-cancelled }
   *[other] { $status }
}
inventory-buffers = விற்பனை வழி இருப்பு ஒதுக்கங்கள்
inventory-buffers-text = விற்பனை வழிக்குக் காட்டுவது, கொடுக்கக்கூடியதிலிருந்து ஒதுக்கத்தைக் கழித்தது; கடைசி ஒன்றை ஒரே நேரத்தில் இருவர் வாங்காமல் இருக்க.
inventory-buffers-empty-title = இணைத்த கடைகள் இல்லை
inventory-buffers-empty = முதலில் விற்பனை வழிகளில் ஒரு கடையை இணைக்கவும்.
inventory-buffer-all = ஒவ்வொரு பொருளிலும் வைத்துக்கொள்வது
inventory-buffer-one = ஒரு பொருளில் வைத்துக்கொள்வது
inventory-buffer = வைத்துக்கொள்வது
inventory-buffer-shown = வழிக்குக் காட்டுவது
inventory-buffer-help = காலியாக விட்டால் விதிவிலக்கு நீங்கும்.
inventory-buffer-none = விதிவிலக்கான பொருட்கள் இல்லை.
inventory-buffer-more = { $count ->
    [one] மேலும் 1 விதிவிலக்கு காட்டப்படவில்லை; மாற்றப் பொருளைத் தேடவும்.
   *[other] மேலும் { $count } விதிவிலக்குகள் காட்டப்படவில்லை; மாற்றப் பொருளைத் தேடவும்.
}
inventory-done-buffer = ஒதுக்கம் சேமிக்கப்பட்டது.
inventory-on-order = வாங்க ஆணையிட்டது
inventory-ordered = வழங்குநர்களிடம் { $count } ஆணையிடப்பட்டுள்ளது.
inventory-order-these = வழங்குநர்களிடம் வாங்குக
inventory-labels = சிட்டைகள்
inventory-labels-text = பொருட்களில் ஒட்டும் பட்டைக் குறியீடுகள். பட்டைக் குறியீடு இல்லாதவற்றில் SKU இடப்படும்.
inventory-labels-what = எவற்றுக்கு
inventory-labels-code = குறியீடு
inventory-price = விலை
inventory-labels-count = சிட்டைகளின் எண்ணிக்கை
inventory-labels-empty-title = இன்னும் எதுவும் தேர்ந்தெடுக்கவில்லை
inventory-labels-empty = SKU அல்லது பட்டைக் குறியீட்டைத் தட்டச்சிடவும் அல்லது வருடவும்; அல்லது ஒரு பொருளின் இருப்புப் பக்கத்திலிருந்து வரவும்.
inventory-labels-add = சேர்
inventory-labels-on = தாள்
inventory-labels-format = அச்சிடுவது
inventory-labels-a4-24 = A4, 70 × 37 mm சிட்டைகள் 24
inventory-labels-a4-65 = A4, 38 × 21 mm சிட்டைகள் 65
inventory-labels-a4-16 = A4, 99 × 34 mm அடுக்குச் சிட்டைகள் 16
inventory-labels-roll = சுருள், 50 × 25 mm
inventory-labels-skip = ஏற்கனவே பயன்படுத்திய சிட்டைகள்
inventory-labels-skip-help = முதல் தாளில். அவை வெறுமையாக இருக்கும்.
inventory-labels-price = விலையுடன்
inventory-labels-most = ஒரு கோப்பில் அதிகபட்சம் { $most } சிட்டைகள்.
inventory-labels-make = { $count ->
    [one] 1 சிட்டை உருவாக்குக
   *[other] { $count } சிட்டைகள் உருவாக்குக
 }
inventory-labels-places = இடங்களின் சிட்டைகள்
inventory-error-unknown-code = இந்த SKU அல்லது பட்டைக் குறியீடு எந்தப் பொருளுக்கும் இல்லை.
inventory-error-no-labels = எத்தனை சிட்டைகள் அச்சிட வேண்டும் எனக் கூறவும்.
inventory-error-many-labels = ஒரு கோப்பில் அதிகபட்சம் { $most } சிட்டைகள். பலவாக உருவாக்கவும்.
inventory-backorder-limit = வருமுன் உறுதியளிக்கக்கூடிய எண்ணிக்கை
inventory-backorder-limit-help = இருப்பதைவிட இத்தனை அதிகமாக ஆர்டர் செய்யலாம். வருவது முதலில் மிகப் பழைய ஆர்டருக்குச் செல்லும்.
inventory-backordered = அதிகபட்சம் { $limit } இல் { $count } வருமுன் உறுதியளிக்கப்பட்டுள்ளன.
inventory-error-backorder-limit = ஏற்கெனவே { $count } வருமுன் உறுதியளிக்கப்பட்டுள்ளன; எண் இதைவிடக் குறையக் கூடாது.
inventory-fulfilment = ஆர்டர்கள் வழங்கப்படும் கிடங்குகள்
inventory-fulfilment-help = ஆர்டர் உறுதியானதும் அதன் பொருட்கள் இயல்புக் கிடங்கில், அல்லது இந்த விதிப்படி ஒதுக்கப்படும்.
inventory-by-stock = இருப்பைப் பொறுத்துத் தேர்ந்தெடு
inventory-by-stock-help = எல்லாம் உள்ள முதல் கிடங்கு; இல்லையெனில் வரிசைப்படி முடிந்தவரை குறைந்த கிடங்குகள்.
inventory-split-lines = ஒரே வரியின் பொருட்கள் பல கிடங்குகளிலிருந்து வரலாம்
inventory-split-lines-help = இல்லையெனில் ஒரு வரி முழுவதும் ஒரே கிடங்கிலிருந்து வரும், அல்லது ஆர்டர் உறுதியாகாது.
inventory-priority-of = { $warehouse } இன் வரிசை இடம்
inventory-priority-help = 1 முதலாவது. வெறுமையாக இருந்தால்: அது ஆர்டர்களை வழங்காது.
inventory-error-priority = 1 முதல் 999 வரை ஒரு முழு எண்ணை எழுதவும், அல்லது வெறுமையாக விடவும்.
inventory-error-no-priority = குறைந்தது ஒரு கிடங்கிற்காவது இடம் கொடுக்கவும்.
inventory-done-fulfilment = சேமிக்கப்பட்டது. இனி உறுதி செய்யப்படும் ஆர்டர்களுக்கு இது பொருந்தும்.
