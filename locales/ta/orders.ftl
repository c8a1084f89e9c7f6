orders-title = ஆர்டர் { $number }
orders-new = புதிய தொலைபேசி ஆர்டர்
orders-create = ஆர்டரை உருவாக்கு
orders-import = இறக்குமதி
orders-tabs = நிலை வாரியாக ஆர்டர்கள்
orders-all = அனைத்தும்
orders-search = எண், தொலைபேசி, கடைசி 4 இலக்கங்கள், பெயர் அல்லது SKU மூலம் தேடு
orders-number = ஆர்டர்
orders-buyer = வாங்குபவர்
orders-status = நிலை
orders-paid = கொடுப்பனவு
orders-paid-any = எந்தக் கொடுப்பனவும்
orders-source = வழி
orders-source-any = எந்த வழியும்
orders-ordered = ஆர்டர் செய்தது
orders-total = மொத்தம்
orders-held = நிறுத்தி வைக்கப்பட்டது: { $reason }
orders-empty-title = இன்னும் ஆர்டர்கள் இல்லை
orders-empty = தொலைபேசியில் ஆர்டர் எடுக்கவும், அல்லது உங்கள் கடையின் ஆர்டர்களை இறக்குமதி செய்யவும்.
orders-none-found-title = பொருந்தும் ஆர்டர் இல்லை
orders-none-found = வடிகட்டிகளைக் குறைக்கவும், தொலைபேசியின் கடைசி 4 இலக்கங்களை அல்லது பெயரின் வேறு எழுத்துக்கோவையை முயற்சிக்கவும்.

orders-status-draft = வரைவு
orders-status-pending = உறுதி செய்ய வேண்டும்
orders-status-confirmed = உறுதியானது
orders-status-processing = எடுக்கப்படுகிறது
orders-status-packed = பொதியிடப்பட்டது
orders-status-out-for-delivery = வழியில் உள்ளது
orders-status-delivered = ஒப்படைக்கப்பட்டது
orders-status-cancelled = ரத்தானது
orders-shipping-pending = அலுமாரியில்
orders-shipping-processing = பொதியிடப்படுகிறது
orders-shipping-dispatched = கூரியரிடம்
orders-shipping-delivered = வாங்குபவரிடம்
orders-shipping-returned = திரும்பி வந்தது
orders-financial-unpaid = செலுத்தப்படவில்லை
orders-financial-partially-paid = ஒரு பகுதி செலுத்தப்பட்டது
orders-financial-paid = செலுத்தப்பட்டது
orders-financial-partially-refunded = ஒரு பகுதி திருப்பிக் கொடுக்கப்பட்டது
orders-financial-refunded = திருப்பிக் கொடுக்கப்பட்டது
orders-source-admin = நிர்வாகம்
orders-source-phone = தொலைபேசி
orders-source-website = இணையதளம்
orders-source-woocommerce = WooCommerce
orders-source-shopee = Shopee
orders-source-tiktok-shop = TikTok Shop
orders-source-live = நேரலை
orders-source-whatsapp = WhatsApp
orders-source-messenger = Messenger
orders-source-api = API

orders-next = அடுத்த படி
orders-next-draft = இந்த ஆர்டர் இன்னும் எழுதப்படுகிறது.
orders-next-pending = வாங்குபவரை அழைத்து உறுதி செய்யவும். உறுதி செய்தால் சரக்கு ஒதுக்கப்படும்.
orders-next-confirmed = சரக்கு ஒதுக்கப்பட்டுள்ளது. பொருட்களை எடுத்துப் பொதியிடவும்.
orders-next-packed = பொதி தயார். கூரியரிடம் கொடுக்கவும்.
orders-next-out = பொதி கூரியரிடம் உள்ளது. ஒப்படைத்ததை அல்லது திரும்பி வந்ததைப் பதிவு செய்யவும்.
orders-next-delivered = ஒப்படைக்கப்பட்டது. பணம் இன்னும் வரவில்லை.
orders-next-done = ஒப்படைக்கப்பட்டு பணமும் வந்துவிட்டது. இனிச் செய்ய ஒன்றுமில்லை.
orders-next-cancelled = இந்த ஆர்டர் ரத்தானது. அதன் சரக்கு மீண்டும் விற்பனைக்கு உள்ளது.
orders-confirm = ஆர்டரை உறுதி செய்
orders-pack = பொதியிட்டதாகக் குறி
orders-hold = நிறுத்தி வை
orders-hold-reason = ஏன் நிறுத்தி வைக்கிறீர்கள்?
orders-release = தொடர விடு
orders-on-hold = நிறுத்தி வைக்கப்பட்டது
orders-cancel = ஆர்டரை ரத்து செய்
orders-cancel-reason = ஏன் ரத்து செய்கிறீர்கள்?
orders-cancelled-because = ரத்தானது
orders-buyer-page = வாங்குபவரின் பக்கம்
orders-buyer-note = வாங்குபவரின் குறிப்பு
orders-buyer-record = பெற்றது { $delivered }, மறுத்தது { $refused }
orders-address = ஒப்படைக்கும் இடம்
orders-audit = இந்த ஆர்டரின் மாற்றப் பதிவு
orders-lines = பொருட்கள்
orders-line-n = பொருள் { $n }
orders-product = பொருள்
orders-quantity = அளவு
orders-price = விலை
orders-price-own = வேறு விலை
orders-line-total = தொகை
orders-line-discount = { $amount } குறைவு
orders-available = { $count } உள்ளது
orders-unmatched = இந்த SKU இங்கு இல்லை
orders-match = பொருத்து
orders-match-label = இது எந்த SKU?
orders-subtotal = துணை மொத்தம்
orders-discount = தள்ளுபடி
orders-shipping = விநியோகக் கட்டணம்
orders-tax = வரி
orders-tax-included = உள்ளடங்கிய வரி
orders-adjustment = கட்டணங்களும் முழுமையாக்கலும்
orders-cancelled-value = ரத்தானவை
orders-history = வரலாறு
orders-note = குறிப்பு
orders-note-label = உங்கள் சக பணியாளர்களுக்கு
orders-note-add = குறிப்பைச் சேர்
orders-changed-elsewhere = இந்த ஆர்டரை இப்போது ஒருவர் மாற்றியுள்ளார்.
orders-reload = மாற்றங்களைக் காட்டு

orders-find-buyer = வாங்குபவரைத் தேடு
orders-find-buyer-help = பெயர், தொலைபேசி அல்லது கடைசி 4 இலக்கங்கள். Enter அழுத்தினால் முதலாவது தேர்வாகும்.
orders-find-product = பொருளைத் தேடு
orders-find-product-help = எந்த மொழியிலும் பெயர், SKU அல்லது பார்கோடு. Enter அழுத்தினால் முதலாவது தேர்வாகும்.
orders-find-none = எதுவும் கிடைக்கவில்லை
orders-phone = தொலைபேசி
orders-phone-help = இந்த எண்ணுள்ள வாங்குபவர் அடையாளம் காணப்படுவார்.
orders-name = பெயர்
orders-line1 = தெருவும் வீடும்
orders-line2 = முகவரியின் மீதி
orders-city = நகரம்
orders-district = மாவட்டம்
orders-email = மின்னஞ்சல்
orders-sku = SKU அல்லது பார்கோடு
orders-money = பணமும் குறிப்பும்
orders-more-rows = மேலும் வரிகள்

orders-done-created = ஆர்டர் { $number } உருவாக்கப்பட்டது.
orders-done-confirmed = ஆர்டர் { $number } உறுதியானது. சரக்கு ஒதுக்கப்பட்டது.
orders-done-packed = ஆர்டர் { $number } பொதியிடப்பட்டது.
orders-done-cancelled = ஆர்டர் { $number } ரத்தானது.
orders-done-held = ஆர்டர் { $number } நிறுத்தி வைக்கப்பட்டது.
orders-done-released = ஆர்டர் { $number } தொடர்கிறது.
orders-done-noted = குறிப்பு சேர்க்கப்பட்டது.
orders-done-matched = இந்தப் பொருள் இப்போது { $sku }.

orders-error-step = ஆர்டர் { $number } இப்போது “{ $status }” நிலையில் உள்ளதால் இந்தப் படி சாத்தியமில்லை. என்ன நடந்தது என்று பார்க்கப் பக்கத்தை மீண்டும் திறக்கவும்.
orders-error-reason = காரணத்தை எழுதவும்; வரலாற்றில் அனைவருக்கும் தெரியும்.
orders-error-cancel-on-the-way = பொதி வழியில் உள்ளது. முதலில் அதைத் திரும்பப் பெற்று, பிறகு ரத்து செய்யவும்.
orders-error-not-packed = பொதியிட்ட ஆர்டரை மட்டுமே கூரியரிடம் கொடுக்கலாம்.
orders-error-not-on-the-way = வழியில் உள்ள ஆர்டர் மட்டுமே திரும்பி வரலாம்.
orders-error-hold-late = அனுப்பிய ஆர்டரை நிறுத்தி வைக்க முடியாது.
orders-error-match-late = இந்த ஆர்டரின் பொருட்களை இனி மாற்ற முடியாது.
orders-error-quantity = 1 முதல் 10,000 வரை முழு எண்ணை எழுதவும்.
orders-error-no-lines = குறைந்தது ஒரு பொருளைச் சேர்க்கவும்.
orders-error-too-many-lines = ஓர் ஆர்டரில் அதிகபட்சம் 100 பொருட்கள்.
orders-error-unknown-sku = { $sku } என்ற SKU உள்ள பொருள் இல்லை.
orders-error-unknown-sku-plain = இந்த SKU உள்ள பொருள் இல்லை.
orders-error-not-sellable = { $sku } இப்போது விற்பனைக்கு இல்லை.
orders-error-discount = தள்ளுபடி பொருட்களின் மதிப்பை விட அதிகம்.
orders-note-changed-there = நீங்கள் வேலை தொடங்கிய பிறகு தளத்தில் ஆர்டர் மாறியுள்ளது. இரண்டையும் ஒப்பிடவும்.

home-title = வணக்கம், { $name }
home-nothing-yet = உங்கள் பொறுப்புக்கு இங்கே காட்ட எண்கள் இல்லை. பட்டியைப் பயன்படுத்தவும்.
home-placed = இன்றைய ஆர்டர்கள்
home-placed-value = இன்றைய மதிப்பு
home-delivered = இன்று ஒப்படைத்தவை
home-delivered-value = ஒப்படைத்த மதிப்பு
home-before = ஒரு வாரத்திற்கு முன் இந்நேரம் { $amount }
home-waiting = காத்திருப்பவை
home-wait-confirm = { $count ->
    [one] உறுதி செய்ய வேண்டிய ஆர்டர்
   *[other] உறுதி செய்ய வேண்டிய ஆர்டர்கள்
}
home-wait-pack = { $count ->
    [one] பொதியிட வேண்டிய ஆர்டர்
   *[other] பொதியிட வேண்டிய ஆர்டர்கள்
}
home-wait-dispatch = { $count ->
    [one] கொடுக்க வேண்டிய பொதி
   *[other] கொடுக்க வேண்டிய பொதிகள்
}
home-wait-deliver = { $count ->
    [one] வழியில் உள்ள பொதி
   *[other] வழியில் உள்ள பொதிகள்
}
home-held = { $count ->
    [one] நிறுத்தி வைத்த ஆர்டர்
   *[other] நிறுத்தி வைத்த ஆர்டர்கள்
}
home-unmatched = { $count ->
    [one] அறியாத SKU உள்ள பொருள்
   *[other] அறியாத SKU உள்ள பொருட்கள்
}
home-chart = கடந்த 14 நாட்களின் ஆர்டர் மதிப்பு
home-chart-table = அட்டவணையாகக் காட்டு
home-day = நாள்
