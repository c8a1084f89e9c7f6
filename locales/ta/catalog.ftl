catalog-new = பொருள் சேர்க்க
catalog-edit = பொருளைத் திருத்த
catalog-product = பொருள்
catalog-categories = வகைகள்
catalog-search = பெயர், SKU அல்லது பார்கோடு தேடுக
catalog-empty-title = இன்னும் பொருட்கள் இல்லை
catalog-empty = முதல் பொருளைச் சேர்க்கவும், அல்லது WooCommerce, Shopify-இலிருந்து உங்கள் பொருட்களைக் கொண்டு வரவும்.
catalog-none-title = பொருள் எதுவும் கிடைக்கவில்லை
catalog-none = இந்த வடிகட்டிகளுக்குப் பொருந்துவது எதுவும் இல்லை. எழுத்துக்களைச் சரிபார்க்கவும், அல்லது வடிகட்டிகளை நீக்கவும்.
catalog-picture = படம்
catalog-pictures = படங்கள்
catalog-pictures-edit = படங்களைத் திருத்து
catalog-pictures-add = படங்களைச் சேர்
catalog-pictures-add-help = ஒரே நேரத்தில் பல: JPEG, PNG, WebP அல்லது GIF, ஒவ்வொன்றும் { $megabytes } MB வரை, மொத்தம் { $total } MB வரை.
catalog-pictures-files = இந்தச் சாதனத்திலுள்ள படங்கள்
catalog-pictures-camera = அல்லது இப்போது எடுக்கவும்
catalog-pictures-upload = பதிவேற்று
catalog-pictures-none-title = இன்னும் படங்கள் இல்லை
catalog-pictures-none = வாங்குபவர்கள் முதலில் பார்ப்பது படத்தையே. மேலே ஒன்றைச் சேர்க்கவும்.
catalog-pictures-order = முதல் படம் பட்டியல்களில் காட்டப்படும்.
catalog-pictures-drag = படத்தை அதன் இடத்திற்கு இழுக்கவும், அல்லது அருகிலுள்ள அம்புகளைப் பயன்படுத்தவும்.
catalog-picture-number = படம் { $number }
catalog-picture-alt = இது காட்டுவது
catalog-picture-alt-help = பார்க்க இயலாதவர்களுக்கும் தேடுபொறிகளுக்கும்.
catalog-picture-variant = எந்த மாதிரியின்
catalog-picture-every = முழுப் பொருளின்
catalog-picture-first = பட்டியல்களில் காட்டப்படும்
catalog-picture-earlier = படம் { $number } ஐ முன்னே நகர்த்து
catalog-picture-later = படம் { $number } ஐ பின்னே நகர்த்து
catalog-picture-remove = படத்தை நீக்கு
catalog-picture-remove-text = படம் நிரந்தரமாக நீக்கப்படும்.
catalog-pictures-save = படங்களைச் சேமி
catalog-done-pictures = { $added ->
    [0] படம் எதுவும் சேர்க்கப்படவில்லை.
    [one] 1 படம் சேர்க்கப்பட்டது.
   *[other] { $added } படங்கள் சேர்க்கப்பட்டன.
}{ $known ->
    [0] { "" }
    [one] { " " }1 ஏற்கனவே இங்கே இருந்தது.
   *[other] { " " }{ $known } ஏற்கனவே இங்கே இருந்தன.
}
catalog-done-pictures-saved = படங்கள் சேமிக்கப்பட்டன.
catalog-done-picture-removed = படம் நீக்கப்பட்டது.
catalog-error-picture-file = { $file }: { $why } மற்ற படங்கள் சேர்க்கப்பட்டன.
catalog-error-pictures-many = ஒரு பொருளுக்கு அதிகபட்சம் { $most } படங்கள். முதலில் சிலவற்றை நீக்கவும்.
catalog-public-all = எல்லாப் பொருட்களும்
catalog-public-title = { $merchant } பொருட்கள்
catalog-public-none-title = இப்போது விற்பனைக்கு எதுவும் இல்லை
catalog-public-none = விரைவில் மீண்டும் பாருங்கள்.
catalog-public-unknown-title = இந்தப் பொருள் இங்கே இல்லை
catalog-public-unknown = அது விற்றுத் தீர்ந்திருக்கலாம் அல்லது விற்பனையிலிருந்து எடுக்கப்பட்டிருக்கலாம்.
catalog-public-failed = இது வேலை செய்யவில்லை
catalog-public-failed-text = சிறிது நேரத்தில் மீண்டும் முயலவும்.
catalog-public-in = இருப்பில் உள்ளது
catalog-public-few = சில மட்டுமே உள்ளன
catalog-public-out = விற்றுத் தீர்ந்தது
catalog-public-choices = தேர்ந்தெடுக்க
catalog-public-next = அடுத்த பொருட்கள்
catalog-name = பெயர்
catalog-names = ஒவ்வொரு மொழியிலும் பெயர்
catalog-name-entered = உள்ளிட்ட பெயர்
catalog-description = விவரம்
catalog-status = நிலை
catalog-status-any = எந்த நிலையும்
catalog-status-draft = வரைவு
catalog-status-active = விற்பனைக்கு உண்டு
catalog-status-inactive = தற்காலிகமாக நிறுத்தம்
catalog-status-archived = ஒதுக்கி வைத்தது
catalog-category = வகை
catalog-category-any = எந்த வகையும்
catalog-no-category = வகை இல்லை
catalog-stock = இருப்பு
catalog-stock-any = எந்த இருப்பும்
catalog-stock-in = இருப்பு உண்டு
catalog-stock-low = இருப்பு குறைவு
catalog-stock-out = இருப்பு இல்லை
catalog-sku = SKU
catalog-sku-help = வெறுமையாக விட்டால் நாங்கள் ஒன்றை உருவாக்குவோம்.
catalog-codes = குறியீடுகளும் எடையும்
catalog-barcode = பார்கோடு
catalog-weight = எடை
catalog-grams = { $count } கிராம்
catalog-tags = குறிச்சொற்கள்
catalog-tags-help = காற்புள்ளியால் பிரிக்கவும்.
catalog-brand = பிராண்ட்
catalog-facts = விவரங்கள்
catalog-created = சேர்த்தது
catalog-updated = கடைசியாக மாற்றியது
catalog-variant = மாதிரி
catalog-variants = மாதிரிகள்
catalog-only-variant = ஒரே மாதிரி
catalog-edit-variant = { $sku } திருத்த
catalog-options = விருப்பங்கள்
catalog-options-help = மாதிரிகள் வேறுபடும் விதம், எ.கா. அளவும் நிறமும்: { $options } விருப்பங்கள், { $variants } மாதிரிகள் வரை. சேமிக்கும்போது இல்லாத மாதிரிகள் முதல் மாதிரியின் விலையில் உருவாகும்.
catalog-option-name = விருப்பம் { $number }
catalog-option-name-help = எ.கா. அளவு. பெயரை மாற்ற ஒரு மதிப்பை மட்டும் மாற்றவும்.
catalog-option-values = விருப்பம் { $number } இன் மதிப்புகள், வரிக்கு ஒன்று
catalog-options-save = விருப்பங்களைச் சேமி
catalog-options-do = ஆம், மாதிரிகளை மாற்று
catalog-options-sure-title = இன்னும் எதுவும் மாறவில்லை
catalog-options-sure-text = என்ன நடக்கும் என்பதை மேலே படித்து, கீழேயுள்ள பொத்தானை அழுத்தவும்; அல்லது விருப்பங்களை மாற்றவும்.
catalog-options-sure = { $hasRenamed ->
    [no] { "" }
   *[other] பெயர் மாறும்: { $renamed }.
} { $off ->
    [0] { "" }
    [one] 1 மாதிரிக்கு இருப்பு, ஒதுக்கம் அல்லது ஆர்டர் உள்ளதால் அது விற்பனையிலிருந்து எடுக்கப்படும்: { $offNames }.
   *[other] { $off } மாதிரிகளுக்கு இருப்பு, ஒதுக்கம் அல்லது ஆர்டர் உள்ளதால் அவை விற்பனையிலிருந்து எடுக்கப்படும்: { $offNames }.
} { $gone ->
    [0] { "" }
    [one] 1 மாதிரி நீக்கப்படும்: { $goneNames }.
   *[other] { $gone } மாதிரிகள் நீக்கப்படும்: { $goneNames }.
} { $added ->
    [0] { "" }
    [one] 1 மாதிரி சேர்க்கப்படும்.
   *[other] { $added } மாதிரிகள் சேர்க்கப்படும்.
}
catalog-error-option-values = குறைந்தது ஒரு மதிப்பை எழுதவும்.
catalog-error-option-twice = இந்த விருப்பம் ஏற்கனவே உள்ளது.
catalog-error-value-twice = “{ $value }” இருமுறை உள்ளது.
catalog-error-too-many-variants = இந்த மதிப்புகளால் { $count } மாதிரிகள் உருவாகும்; { $most } மட்டுமே முடியும். சிலவற்றை நீக்கவும்.
catalog-done-options = விருப்பங்கள் சேமிக்கப்பட்டன: { $added ->
    [one] 1 மாதிரி
   *[other] { $added } மாதிரிகள்
} சேர்க்கப்பட்டது, { $off } விற்பனையிலிருந்து எடுக்கப்பட்டது, { $removed } நீக்கப்பட்டது.
catalog-done-variants = { $count ->
    [0] வேறுபாடு இல்லை; எதுவும் மாற்றப்படவில்லை.
    [one] 1 மாதிரி சேமிக்கப்பட்டது.
   *[other] { $count } மாதிரிகள் சேமிக்கப்பட்டன.
}
catalog-grid-edit = எல்லாவற்றையும் திருத்து
catalog-grid-title = { $count ->
    [one] 1 மாதிரி
   *[other] { $count } மாதிரிகள்
}
catalog-grid-help = மாற்ற தட்டச்சு செய்க, திருத்த F2, நகர அம்புகள், Enter, Tab, தேர்ந்தெடுக்க Shift உடன் அம்புகள், விரிதாளைப் போல Ctrl+C, Ctrl+V, கீழே நிரப்ப Ctrl+D, மீட்க Escape.
catalog-grid-changed = { $count ->
    [one] 1 கட்டம் மாறியது
   *[other] { $count } கட்டங்கள் மாறின
}
catalog-grid-save = மாதிரிகளைச் சேமி
catalog-cell-error = { $row }, { $column }: { $message }
catalog-wholesale = மொத்த விலை
catalog-weight-g = எடை (கிராம்)
catalog-error-sku-twice = வேறொரு வரியில் இந்த SKU உள்ளது.
catalog-error-barcode-twice = வேறொரு வரியில் இந்த பார்கோடு உள்ளது.
catalog-error-sku-taken-by = { $product } இல் இந்த SKU உள்ளது.
catalog-error-barcode-taken-by = { $product } இல் இந்த பார்கோடு உள்ளது.
catalog-error-variant-gone = { $sku } மாதிரி இதற்கிடையில் நீக்கப்பட்டது. உங்கள் மற்ற வரிகள் கீழே உள்ளன; இன்னும் எதுவும் சேமிக்கப்படவில்லை.
catalog-for-sale = விற்பனைக்கு உண்டு
catalog-not-for-sale = விற்பனைக்கு இல்லை
catalog-price = விலை
catalog-price-range = { $from } – { $to }
catalog-prices = விலைகள்
catalog-prices-elsewhere = இந்தப் பொருளுக்குப் பல மாதிரிகள் உள்ளன. அவற்றின் விலைகளும் குறியீடுகளும் பொருளின் பக்கத்தில் மாற்றப்படும்.
catalog-price-history = விலை மாற்றங்கள்
catalog-compare-at = முந்தைய விலை
catalog-compare-at-help = விலைக்கு அருகில் கோடிட்டுக் காட்டப்படும்.
catalog-cost = கொள்முதல் விலை
catalog-cost-help = நீங்கள் செலுத்தும் விலை. வாங்குபவர்களுக்கு இது ஒருபோதும் தெரியாது.
catalog-available = கொடுக்கக்கூடியது
catalog-audit = மாற்றங்கள்
catalog-categories-empty-title = இன்னும் வகைகள் இல்லை
catalog-categories-empty = பொருட்களைக் கண்டுபிடிக்க வகைகள் உங்களுக்கும் வாங்குபவர்களுக்கும் உதவும். முதல் வகையைச் சேர்க்கவும்.
catalog-category-new = புதிய வகை
catalog-category-add = வகையைச் சேர்க்க
catalog-category-parent = எதற்குள்
catalog-category-top = மேல் நிலை
catalog-edit-category = { $name } திருத்த
catalog-category-delete = வகையை நீக்க
catalog-category-delete-text = { $name } வெறுமையாக உள்ளது; அது நிரந்தரமாக நீக்கப்படும்.
catalog-category-keep = பொருளோ வேறு வகையோ உள்ளே இல்லாதபோது மட்டுமே ஒரு வகையை நீக்கலாம்.
catalog-done-created = { $name } சேர்க்கப்பட்டது.
catalog-done-saved = { $name } சேமிக்கப்பட்டது.
catalog-done-category-created = { $name } வகை சேர்க்கப்பட்டது.
catalog-done-category-deleted = { $name } வகை நீக்கப்பட்டது.
catalog-error-sku-taken = வேறொரு பொருளுக்கு இந்த SKU உள்ளது.
catalog-error-barcode-taken = வேறொரு பொருளுக்கு இந்தப் பார்கோடு உள்ளது.
catalog-error-weight = எடையை முழு கிராமில் எழுதவும், எ.கா. 250.
catalog-error-category-taken = இந்தப் பெயரில் இங்கே ஏற்கனவே ஒரு வகை உள்ளது.
catalog-error-category-not-empty = { $name } வெறுமையாக இல்லை: { $products ->
    [one] 1 பொருளும்
   *[other] { $products } பொருட்களும்
} { $children ->
    [one] 1 வகையும்
   *[other] { $children } வகைகளும்
} அதில் உள்ளன. முதலில் அவற்றை வேறு இடத்துக்கு மாற்றவும்.
catalog-tax-class = வரி வகுப்பு
catalog-tax-class-help = வீதம் வகுப்புடன் இருக்கும்: அமைப்புகள், வரிகள்.
catalog-tax-class-standard = வழமையான
catalog-tax-class-reduced = குறைந்த வீதம்
catalog-tax-class-zero = பூச்சிய வீதம்
catalog-tax-class-exempt = வரிவிலக்கு
catalog-tax-intro = ஒவ்வொரு வகுப்புப் பொருட்களுக்கும் எந்த நாளிலிருந்து எவ்வளவு வரி. ஆர்டர்கள் அவற்றின் நாளின் வரியையே வைத்திருக்கும்.
catalog-tax-percent = { $rate } %
catalog-tax-rate = வீதம்
catalog-tax-inclusive = விலைகளில் வரி அடங்கும்
catalog-tax-inclusive-help = குறி இல்லையெனில் வரி விலையுடன் சேர்க்கப்படும்.
catalog-tax-exclusive = விலையுடன் சேர்க்கப்படும்
catalog-tax-none-now = இன்று வீதம் இல்லை
catalog-tax-no-rates = இன்னும் வீதங்கள் இல்லை. இந்த வகுப்புப் பொருட்களுக்கு வரி கணக்கிடப்படாது.
catalog-tax-past = முடிந்தது
catalog-tax-now = இப்போது
catalog-tax-future = வரவிருக்கிறது
catalog-tax-open = முடிவு இல்லை
catalog-tax-end = முடிக்க
catalog-tax-last-day = கடைசி நாள்
catalog-tax-delete = நீக்க
catalog-tax-delete-text = இந்த வீதம் இன்னும் தொடங்கவில்லை; அது நீக்கப்படும். அதற்கு முந்தைய வீதம் தொடரும்.
catalog-tax-new = புதிய வீதம்
catalog-tax-add = வீதத்தைச் சேர்க்க
catalog-tax-first-day = இருந்து
catalog-tax-first-day-help = அந்நாளில் உள்ள வீதம் அதற்கு முந்தைய நாளில் முடியும்.
catalog-done-tax-added = { $class }: வீதம் சேர்க்கப்பட்டது.
catalog-done-tax-ended = { $class }: வீதத்திற்கு முடிவு வைக்கப்பட்டது.
catalog-done-tax-deleted = { $class }: வீதம் நீக்கப்பட்டது.
catalog-error-day = நாளை 2026-01-31 போல எழுதவும்.
catalog-error-tax-rate = 0 முதல் 100 வரையான சதவீதத்தை எழுதவும், எ.கா. 18 அல்லது 2.5.
catalog-error-tax-untaxed = இந்த வகுப்பின் வீதம் 0 ஆகும்.
catalog-error-tax-overlap = இந்த வகுப்பின் ஒரு வீதம் ஏற்கனவே இந்நாளில் தொடங்குகிறது.
catalog-error-tax-past = இந்நாள் வேறொரு வீதத்தில் கடந்துவிட்டது. இன்றோ பின்னரோ ஒரு நாளைத் தேர்ந்தெடுக்கவும்.
catalog-error-tax-ended = இந்த வீதம் ஏற்கனவே முடிந்துவிட்டது.
catalog-error-tax-end-past = இன்றோ பின்னரோ ஒரு நாளைத் தேர்ந்தெடுக்கவும்; வீதம் தொடங்கும் முன் இருக்கக் கூடாது.
catalog-error-tax-end-later = வீதம் அந்நாளுக்கு முன்பே முடிகிறது. பதிலாகப் புதிய வீதத்தைச் சேர்க்கவும்.
catalog-error-tax-begun = இந்த வீதம் தொடங்கிவிட்டது; முடிக்கலாம், நீக்க முடியாது.
catalog-price-from = குறைந்த விலை
catalog-price-to = அதிக விலை
catalog-currency = நாணயம்
catalog-bulk-status = நிலையை மாற்றுக
catalog-bulk-category = வகைக்கு நகர்த்துக
catalog-bulk-tags = குறிச்சொற்களைச் சேர்க்க அல்லது நீக்க
catalog-bulk-tags-add = இந்தக் குறிச்சொற்களைச் சேர்க்க
catalog-bulk-tags-remove = இந்தக் குறிச்சொற்களை நீக்க
catalog-bulk-how = செய்ய வேண்டியது
catalog-bulk-price = விலைகளை மாற்றுக
catalog-bulk-price-raise-percent = சதவீதத்தால் உயர்த்துக
catalog-bulk-price-lower-percent = சதவீதத்தால் குறைக்க
catalog-bulk-price-raise = ஒரு தொகையால் உயர்த்துக
catalog-bulk-price-lower = ஒரு தொகையால் குறைக்க
catalog-bulk-price-set = ஒரு தொகையாக அமைக்க
catalog-bulk-by = எவ்வளவு
catalog-bulk-by-help = மேலே தேர்ந்தெடுத்தபடி சதவீதம் அல்லது தொகை. பொருளின் ஒவ்வொரு மாதிரியும் தனித்தனியாக மாறும்.
catalog-bulk-step = முழுமையாக்குக
catalog-bulk-step-help = புதிய விலைகள் இதன் அருகிலுள்ள மடங்காகும்.
catalog-bulk-step-none = சதம் (முழுமையாக்காமல்)
catalog-bulk-error-nothing = இதனால் எதுவும் மாறாது. பூச்சியத்தை விடப் பெரிய எண்ணைத் தரவும்.
catalog-bulk-error-percent = விலைகளை அதிகபட்சம் 100 சதவீதம் குறைக்கவும் 1,000 சதவீதம் உயர்த்தவும் முடியும்.
catalog-bulk-error-below-zero = ஒரு விலை பூச்சியத்துக்குக் கீழே செல்லும்.
catalog-bulk-error-category-gone = அந்த வகை இப்போது இல்லை.
catalog-supplier = வழங்குநர்
catalog-no-supplier = வழங்குநர் இல்லை
catalog-similar = “{ $words }” என்று எதுவும் இல்லை. இவை அதைப் போன்றவை:
catalog-export = ஏற்றுமதி
catalog-texts = உரைகள்
catalog-as-entered = உள்ளிட்டவாறு
catalog-markdown-help = Markdown: **தடித்த**, *சாய்ந்த*, ## தலைப்பு, - பட்டியல், [சொற்கள்](https://முகவரி).
catalog-attributes = மேலும் விவரங்கள்
catalog-attributes-help = எ.கா. பொருள்வகை, தயாரித்த நாடு. வெற்று வரிசைகள் சேராது; ஒரு வரிசையை நீக்க அதை வெறுமையாக்கவும்.
catalog-attribute-n = வரிசை { $n }
catalog-attribute-name = எது
catalog-attribute-value = மதிப்பு
catalog-brands = பிராண்டுகள்
catalog-brands-intro = பொருளில் புதிய பெயரை எழுதினால் பிராண்ட் உருவாகும்.
catalog-brands-empty-title = இன்னும் பிராண்டுகள் இல்லை
catalog-brands-empty = ஒரு பொருளில் பிராண்டை எழுதினால் அது இங்கே தோன்றும்.
catalog-brands-none-title = பிராண்ட் எதுவும் கிடைக்கவில்லை
catalog-brand-search = பிராண்டுகளைத் தேடுக
catalog-brand-any = எந்த பிராண்டும்
catalog-brand-help = ஒன்றைத் தேர்ந்தெடுக்கவும், அல்லது புதிய பெயரை எழுதவும்.
catalog-brand-merge = வேறொன்றுடன் இணைக்க
catalog-brand-merge-text = { $name } இன் எல்லாப் பொருட்களும் ({ $count }) மற்ற பிராண்டைப் பெறும்; { $name } நீக்கப்படும்.
catalog-brand-into = நிலைக்கும் பிராண்ட்
catalog-brand-delete = பிராண்டை நீக்க
catalog-brand-delete-text = { $name } நிரந்தரமாக நீக்கப்படும். அதன் பொருட்கள் ({ $count }) பிராண்ட் இல்லாமல் இருக்கும்.
catalog-edit-brand = { $name } திருத்த
catalog-done-brand-merged = { $name } இன் பொருட்கள் இப்போது { $other } பிராண்டைச் சேர்ந்தவை.
catalog-done-brand-deleted = { $name } பிராண்ட் நீக்கப்பட்டது.
catalog-error-brand-taken = இந்தப் பெயரில் ஒரு பிராண்ட் உள்ளது. பதிலாக இரண்டையும் இணைக்கவும்.
catalog-category-active = பயன்பாட்டில்
catalog-category-active-help = குறி இல்லையெனில் வாங்குபவர்கள் இதையும் இதற்குள் உள்ள வகைகளையும் காண மாட்டார்கள். பொருட்கள் அப்படியே இருக்கும்.
catalog-category-inactive = பயன்பாட்டில் இல்லை
catalog-category-hidden-above = மேலுள்ளதுடன் மறைந்துள்ளது
catalog-category-not-public = { $name } வகை பயன்பாட்டில் இல்லை: வாங்குபவர்கள் அதைக் காண மாட்டார்கள்.
catalog-category-products = { $count ->
    [one] 1 பொருள்
   *[other] { $count } பொருட்கள்
}
catalog-category-level = நிலை { $level }:
catalog-category-keys = ஒரு வகையை அதன் இடத்துக்கு இழுக்கவும், அல்லது Alt-ஐ அழுத்திக்கொண்டு அம்பு விசைகளை அழுத்தவும்: மேலும் கீழும் நகர்த்த, வலது அம்பு மேலுள்ளதற்குள், இடது அம்பு வெளியே.
catalog-move = { $name } நகர்த்த
catalog-move-up = மேலே
catalog-move-down = கீழே
catalog-move-in = மேலுள்ளதற்குள்
catalog-move-out = ஒரு நிலை வெளியே
catalog-move-root = மேல் நிலைக்கு
catalog-move-elsewhere = வேறிடத்துக்கு…
catalog-move-place = மரத்தில் இடம்
catalog-move-into-help = அது அங்கே கடைசியாக இருக்கும்.
catalog-move-button = நகர்த்துக
catalog-done-category-moved = { $name } நகர்த்தப்பட்டது.
catalog-done-category-stays = { $name } ஏற்கனவே அங்கே உள்ளது.
catalog-error-category-circle = ஒரு வகை தனக்குள்ளோ தனக்குக் கீழுள்ளதற்குள்ளோ இருக்க முடியாது.
catalog-picture-file = படக் கோப்பு
catalog-picture-help = JPEG, PNG, GIF அல்லது WebP, அதிகபட்சம் 10 MB.
catalog-picture-upload = படத்தைப் பதிவேற்று
catalog-slug = முகவரி
catalog-slug-help = கடையில் அதன் முகவரியின் கடைசிப் பகுதி. வெறுமையாக விட்டால் பெயரிலிருந்து உருவாகும்.
catalog-error-slug = சிறிய லத்தீன் எழுத்துகள், எண்கள், ஒற்றை இணைகோடுகள் மட்டும், எ.கா. batik-saree.
catalog-error-slug-taken = இந்த முகவரி ஏற்கனவே பயன்பாட்டில் உள்ளது.
catalog-seo = தேடுபொறிகள்
catalog-seo-help = தலைப்பு இல்லையெனில் பெயரும், விவரம் இல்லையெனில் உரையின் தொடக்கமும் காட்டப்படும்.
catalog-seo-title = தேடுபொறிகளுக்கான தலைப்பு
catalog-seo-description = தேடுபொறிகளுக்கான விவரம்
catalog-seo-of = காட்டப்படும் சுமார் { $most } எழுத்துகளில்
catalog-seo-preview = தேடுபொறி காட்டும் விதம்
catalog-length = நீளம்
catalog-width = அகலம்
catalog-height = உயரம்
catalog-size = நீளம் × அகலம் × உயரம்
catalog-size-cm = { $size } செ.மீ.
catalog-error-centimetres = சென்டிமீட்டரில் மில்லிமீட்டர் வரை எழுதவும், எ.கா. 30 அல்லது 12.5.
catalog-wholesale-help = அதிகம் வாங்குபவர்களுக்கு. ஒற்றையாக வாங்குபவர்களுக்கு இது தெரியாது.
catalog-wholesale-minimum = இத்தனை துண்டுகளிலிருந்து
catalog-wholesale-from = { $count } துண்டுகளிலிருந்து
catalog-error-pieces = பூச்சியத்துக்கு மேற்பட்ட முழு எண்ணை எழுதவும், எ.கா. 12.
catalog-error-attribute-twice = இது ஏற்கனவே வேறொரு வரிசையில் உள்ளது.
catalog-error-attributes-many = அதிகபட்சம் { $most } வரிசைகள் வைக்கப்படும்.
catalog-more-filters = மேலும் வடிகட்டிகள்
catalog-filter = வடிகட்டுக
catalog-tag = குறிச்சொல்
catalog-supplier-any = எந்த வழங்குநரும்
catalog-size-guides = அளவு வழிகாட்டிகள்
catalog-size-guides-intro = பொருட்களுக்கும் முழு வகைகளுக்கும் அளவு வாரியான அளவீடுகள்.
catalog-size-guide = அளவு வழிகாட்டி
catalog-size-guide-of = அளவு வழிகாட்டி: { $name }
catalog-size-guide-help = தனக்கென ஒன்று இல்லையெனில் வகையின் வழிகாட்டி பொருந்தும்.
catalog-size-guide-category = வகையின்படி
catalog-size-guide-category-help = இதிலும் கீழுள்ள வகைகளிலும் தமக்கென ஒன்று இல்லாத எல்லாப் பொருட்களுக்கும்.
catalog-no-size-guide = வழிகாட்டி இல்லை
catalog-size-guide-edit = வழிகாட்டியைத் திருத்த
catalog-guides-empty-title = இன்னும் அளவு வழிகாட்டிகள் இல்லை
catalog-guides-empty = ஒன்றைச் சேர்த்து வகைக்கோ பொருளுக்கோ கொடுங்கள்: அளவினால் திரும்பும் பொதிகள் குறையும்.
catalog-guide-new = புதிய அளவு வழிகாட்டி
catalog-guide-description = யாருக்கு
catalog-guide-description-help = எ.கா. பெண்களின் சட்டைகள், உடலில் அளந்தவை.
catalog-guide-fit = எப்படிப் பொருந்தும்
catalog-guide-fit-help = எ.கா. அகலமாக வெட்டியது; இரண்டு அளவுகளுக்கு இடையில் இருந்தால் சிறியதை எடுக்கவும்.
catalog-guide-units = முதல் எண் { $unit }, கீழே உள்ளது { $other }.
catalog-guide-delete = வழிகாட்டியை நீக்க
catalog-guide-delete-text = { $name } நிரந்தரமாக நீக்கப்படும். பொருளோ வகையோ இதைக் கொண்டிருக்கும்வரை நீக்க முடியாது.
catalog-done-guide-created = { $name } அளவு வழிகாட்டி சேர்க்கப்பட்டது.
catalog-done-guide-deleted = { $name } அளவு வழிகாட்டி நீக்கப்பட்டது.
catalog-error-guide-taken = இந்தப் பெயரில் ஏற்கனவே ஒரு வழிகாட்டி உள்ளது.
catalog-error-guide-used = { $name } பயன்பாட்டில் உள்ளது: பொருட்கள் { $products }, வகைகள் { $categories }. முதலில் அவற்றுக்கு வேறொன்றைக் கொடுக்கவும்.
catalog-sizes = அளவுகள்
catalog-unit = அளக்கும் அலகு
catalog-unit-cm = சென்டிமீட்டர்
catalog-unit-inch = அங்குலம்
catalog-unit-help = வாங்குபவர்கள் இரண்டையும் காண்பர்; மற்றது கணக்கிடப்படும்.
catalog-measurements = அளவீடுகள்
catalog-measure = அளப்பது
catalog-guide-grid-help = அளவுகள் மேலே, அளப்பவை இடப்பக்கம். வெற்று வரிசைகளும் நெடுவரிசைகளும் சேராது; மேலும் தேவையெனில் சேமிக்கவும்.
catalog-size-n = அளவு { $n }
catalog-measure-n = அளப்பது, வரிசை { $n }
catalog-cell-n = வரிசை { $row }, அளவு { $column }
catalog-error-size-missing = அளவின் பெயரை எழுதவும்.
catalog-error-size-twice = இந்த அளவு ஏற்கனவே உள்ளது.
catalog-error-measure-missing = எதை அளக்கிறீர்கள் என எழுதவும்.
catalog-error-length = நீளத்தை எழுதவும், எ.கா. 96 அல்லது 37.5.
catalog-error-grid-large = அதிகபட்சம் { $most } அளவுகளும் { $most } வரிசைகளும்.
