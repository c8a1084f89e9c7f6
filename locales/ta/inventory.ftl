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
inventory-reserved-why = ஒதுக்கியது: ஆர்டர்களுக்கும் பிறருக்கும் உறுதியளித்தது
inventory-unavailable-why = தனியாக வைத்தது: உள்ளது, ஆனால் விற்பனைக்கு இல்லை
inventory-why = { $count ->
    [one] ஏன் 1 அலகு மட்டும் கொடுக்கலாம்
   *[other] ஏன் { $count } அலகுகள் கொடுக்கலாம்
}
inventory-short-of = { $count ->
    [one] 1 குறைகிறது
   *[other] { $count } குறைகின்றன
}
inventory-promises = யாருக்கு ஒதுக்கியது
inventory-promised-to = யாருக்கு
inventory-since = எப்போதிலிருந்து
inventory-until = எதுவரை
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
inventory-done-saved = மறு ஆர்டர் அளவு சேமிக்கப்பட்டது.
inventory-done-warehouse = { $name } சேர்க்கப்பட்டது.
inventory-done-default = இப்போது { $name } இயல்புநிலைக் கிடங்கு.
inventory-error-quantity = அலகுகளை முழு எண்ணாக எழுதவும், எ.கா. 5.
inventory-error-code-taken = வேறொரு கிடங்குக்கு இந்தக் குறியீடு உள்ளது.
inventory-error-no-warehouse = பயன்பாட்டில் கிடங்கு எதுவும் இல்லை. முதலில் ஒன்றைச் சேர்க்கவும்.
inventory-error-out-of-stock = { $name } ({ $sku }) போதுமான அளவு இல்லை: வேண்டியது { $requested }, கொடுக்கக்கூடியது { $available }.
inventory-error-reserved = { $name } ({ $sku }): கையிருப்பு { $on_hand } இல் { $reserved } ஒதுக்கப்பட்டுள்ளன. இதனால் { $missing } அலகுகளுக்கு இருப்பு இராது. முதலில் அந்த ஆர்டர்களை ரத்து செய்யவும் அல்லது மாற்றவும்.
inventory-error-below-zero = { $name } ({ $sku }): கையிருப்பு { $on_hand } மட்டுமே, எனவே { $requested } குறைக்க முடியாது.
inventory-error-unavailable = { $name } ({ $sku }): கையிருப்பு { $on_hand }, தனியாக வைத்தது { $unavailable }. தனியாக வைப்பது 0 முதல் கையிருப்பு வரை மட்டுமே இருக்க வேண்டும்.
inventory-error-not-there = { $name } ({ $sku }) ஒதுக்கப்பட்டுள்ளது, ஆனால் இன்னும் கிடங்கில் இல்லை. முதலில் சரக்கைப் பெறவும் அல்லது எண்ணவும்.
inventory-error-no-reservation = இந்த ஆர்டருக்கு { $name } ({ $sku }) ஒதுக்கப்படவில்லை.
