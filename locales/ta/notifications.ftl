notifications-bell = அறிவிப்புகள்
notifications-title = அறிவிப்புகள்
notifications-unread-count =
    { $count ->
        [one] படிக்காத அறிவிப்பு 1
       *[other] படிக்காத அறிவிப்புகள் { $count }
    }
notifications-all-link = எல்லா அறிவிப்புகளும்
notifications-settings = அறிவிப்பு அமைப்புகள்
notifications-new = புதியது
notifications-tabs = படித்தவையும் படிக்காதவையும்
notifications-all = எல்லாம்
notifications-unread = படிக்காதவை
notifications-mark-all = எல்லாம் படித்ததாகக் குறி
notifications-mark = படித்ததாகக் குறி
notifications-mark-one = படித்ததாகக் குறி: { $title }
notifications-kind = வகை
notifications-kind-any = எல்லா வகைகளும்
notifications-kind-order = ஆர்டர்கள்
notifications-kind-payment = கொடுப்பனவுகள்
notifications-kind-delivery = பொதிகள்
notifications-kind-system = கணினி நிலை
notifications-kind-promotion = சலுகைகள்
notifications-none-title = இங்கே எதுவும் இல்லை
notifications-none = இவ்வகை அறிவிப்புகள் இல்லை.
notifications-empty-title = இன்னும் அறிவிக்க எதுவும் இல்லை
notifications-empty = புதிய ஆர்டர்கள், கொடுப்பனவுகள், திரும்பி வரும் பொதிகள் இங்கே தெரியும்.
notifications-done-all-read = எல்லாம் படித்ததாகக் குறிக்கப்பட்டது
notifications-settings-intro = மணி எல்லாவற்றையும் காட்டும். வேறு வழியிலும் உங்களுக்கு வர வேண்டியவற்றை இங்கே தேர்ந்தெடுக்கவும்.
notifications-how = உங்களுக்கு அறிவிக்கும் முறை
notifications-ways = வழிகள்
notifications-by-email = மின்னஞ்சல்
notifications-by-push = என் சாதனங்களில்
notifications-by-push-help = தலைப்பு காட்டப்படும், பூட்டிய திரையிலும்.
notifications-by-sms = SMS
notifications-by-sms-help = இன்னும் இயலாது: SMS சேவை எதுவும் இணைக்கப்படவில்லை.
notifications-kinds = எதைப் பற்றி
notifications-muted = மின்னஞ்சலில் வேண்டாதவை
notifications-muted-help = கடிதத்தில் உள்ள இணைப்பால் இவற்றை நிறுத்தினீர்கள். மீண்டும் மின்னஞ்சலில் பெற குறியை நீக்கவும்.
notifications-digest = கடிதங்கள் வருவது
notifications-digest-instant = உடனே, தனித்தனியாக
notifications-digest-hourly = மணிக்கு ஒருமுறை, சேர்த்து
notifications-digest-daily = தினமும் காலை 8 மணிக்கு, சேர்த்து
notifications-done-settings = உங்கள் அமைப்புகள் சேமிக்கப்பட்டன
notifications-devices = சாதனங்கள்
notifications-no-devices = இன்னும் எந்தச் சாதனத்திற்கும் அறிவிக்கப்படவில்லை.
notifications-device-used = கடைசியாகச் சேர்ந்தது { $when }
notifications-device-added = சேர்த்தது { $when }
notifications-device-ios = iPhone அல்லது iPad
notifications-device-android = Android சாதனம்
notifications-device-web = உலாவி
notifications-device-app = செயலி: இன்னும் இதற்கு எதுவும் அனுப்பப்படுவதில்லை
notifications-error-token = இது ஒரு சாதனத்தின் டோக்கன் அல்ல.
notifications-device-broken = அடைய முடியவில்லை
notifications-this-device = இந்தச் சாதனம்
notifications-device-remove = { $name } நீக்கு
notifications-remove = நீக்கு
notifications-push-on = இந்தச் சாதனத்திற்கு இயக்கு
notifications-push-scripts = இந்தச் சாதனத்தைச் சேர்க்க JavaScript-ஐ இயக்கவும்.
notifications-push-unsupported = இந்த உலாவிக்கு அறிவிக்க முடியாது. iPhone எனில் முதலில் இத்தளத்தை முகப்புத் திரையில் சேர்க்கவும்.
notifications-push-denied = இந்த உலாவி இத்தளத்தின் அறிவிப்புகளை அனுமதிக்கவில்லை. அதன் அமைப்புகளில் அனுமதித்துப் பக்கத்தை மீண்டும் திறக்கவும்.
notifications-push-failed = இந்தச் சாதனத்தைச் சேர்க்க முடியவில்லை. இணைப்பைச் சரிபார்த்து மீண்டும் முயற்சிக்கவும்.
notifications-done-device = இனி இந்தச் சாதனத்திற்கு அறிவிக்கப்படும்
notifications-done-device-removed = அந்தச் சாதனத்திற்கு இனி அறிவிக்கப்படாது
notifications-error-endpoint = இது நாம் அறிந்த push சேவையின் முகவரி அல்ல.
notifications-error-keys = உலாவி அனுப்பிய விசைகளைப் பயன்படுத்த முடியாது.
notifications-unsubscribe-title = குறைவான கடிதங்கள்
notifications-unsubscribe-unknown = இந்த இணைப்பு செல்லாது. புதிய கடிதத்தைத் திறந்து அதிலுள்ள இணைப்பைப் பயன்படுத்தவும்.
notifications-unsubscribe-ask = இதைப் பற்றி இனி கடிதங்கள் வேண்டாமா: { $what }?
notifications-unsubscribe-everything = எல்லாம்
notifications-unsubscribe = இக்கடிதங்களை நிறுத்து
notifications-unsubscribed = இதைப் பற்றி இனி உங்களுக்குக் கடிதங்கள் வராது: { $what }. மணி இன்னும் காட்டும்.
notifications-letter-digest-subject =
    { $count ->
        [one] { $organization }: 1 அறிவிப்பு
       *[other] { $organization }: { $count } அறிவிப்புகள்
    }
notifications-letter-more = … மேலும் { $count }.
notifications-letter-open = திற
notifications-letter-footer = நீங்கள் { $organization } இல் பணிபுரிவதால் இது வருகிறது. எவை வர வேண்டும் எனத் தேர்ந்தெடுக்க: { $settings } இத்தகைய கடிதங்களை நிறுத்த: { $stop }
notifications-order-new-title = புதிய ஆர்டர் { $number }
notifications-order-new = { $amount } மதிப்புள்ள ஆர்டர் வந்துள்ளது.
notifications-order-cancelled-title = ஆர்டர் { $number } ரத்து செய்யப்பட்டது
notifications-order-cancelled = { $amount } மதிப்புள்ள ஆர்டர் அனுப்பப்படாது; அதன் சரக்கு மீண்டும் கிடைக்கும்.
notifications-return-requested-title = ஆர்டர் { $order } இன் திருப்பி காத்திருக்கிறது
notifications-return-requested = { $number } உங்கள் முடிவுக்காகக் காத்திருக்கிறது. காரணம்: { $reason }
notifications-payment-received-title = ஆர்டர் { $number } க்கான கொடுப்பனவு
notifications-payment-received = { $amount } கிடைத்தது.
notifications-payment-failed-title = ஆர்டர் { $number } க்குக் கொடுப்பனவு இல்லை
notifications-payment-failed = எதிர்பார்த்த { $amount } வராது.
notifications-parcel-returned-title = ஆர்டர் { $number } இன் பொதி திரும்பி வந்தது
notifications-parcel-returned = அதன் பொருட்கள் மீண்டும் ஒதுக்கப்பட்டன. வாங்குபவரை அழைத்து மீண்டும் அனுப்பவும் அல்லது ஆர்டரை ரத்து செய்யவும்.
notifications-stock-low-title = இருப்பு குறைகிறது: { $name }
notifications-stock-low =
    { $available ->
        [one] { $warehouse } இல் { $sku } இன்னும் 1 மட்டுமே கொடுக்கலாம்; மேலும் வாங்கும் அளவு { $level }.
       *[other] { $warehouse } இல் { $sku } இன்னும் { $available } மட்டுமே கொடுக்கலாம்; மேலும் வாங்கும் அளவு { $level }.
    }
notifications-import-done-title = இறக்குமதி முடிந்தது: { $file }
notifications-import-done = புதியவை: { $created }, மாறியவை: { $updated }, மறுக்கப்பட்டவை: { $failed }.
notifications-import-failed-title = இறக்குமதி தோல்வி: { $file }
notifications-import-failed = கோப்பைப் படிக்க முடியவில்லை. காரணம் அதன் பக்கத்தில் உள்ளது.
notifications-dead-title = பின்னணி வேலை தோல்வியடைந்தது
notifications-dead = { $kind } மீண்டும் மீண்டும் தோல்வியடைந்து உங்களுக்காகக் காத்திருக்கிறது.
notifications-drift-title = கணக்குகள் பொருந்தவில்லை
notifications-drift =
    { $count ->
        [one] 1 எண் அதன் மூலங்களிலிருந்து வேறுபடுகிறது. உதவிக் குழுவிடம் சொல்லுங்கள்.
       *[other] { $count } எண்கள் அவற்றின் மூலங்களிலிருந்து வேறுபடுகின்றன. உதவிக் குழுவிடம் சொல்லுங்கள்.
    }
notifications-bulk-done-title = மொத்த மாற்றம் முடிந்தது
notifications-bulk-done = மாறியவை: { $changed }, மாறாதவை: { $unchanged }, மறுக்கப்பட்டவை: { $refused }.
notifications-bulk-undone-title = மொத்த மாற்றம் திரும்பப் பெறப்பட்டது
notifications-bulk-undone = திரும்பப் பெற்றவை: { $undone }, திரும்பப் பெறாதவை: { $kept }.

notifications-charged-back-title = ஆர்டர் { $number } இன் கொடுப்பனவு திரும்பப் பெறப்பட்டது
notifications-charged-back = ஆர்டர் { $number } இன் பணம் இப்போது இல்லை. அனுப்பும் முன் பார்க்கவும்.
notifications-disputed-title = ஆர்டர் { $number } இன் கொடுப்பனவை வாங்குபவர் மறுக்கிறார்
notifications-disputed = உரிய நேரத்தில் சேவையில் பதிலளிக்கவும். இன்னும் எதுவும் திரும்பப் பெறப்படவில்லை.
notifications-instalment-title = ஆர்டர் { $number } க்கு ஒரு தவணை வந்தது
notifications-instalment = அது தனியொரு கொடுப்பனவாகப் பதியப்பட்டது. ஆர்டரின் தொகையைவிட அதிகமானால் திருப்பிக் கொடுத்து, PayHere இல் சந்தாவை முடிக்கவும்.
notifications-notice-refused-title = ஒரு கொடுப்பனவு அறிவிப்பு நம்பப்படவில்லை
notifications-notice-refused = ஒரு கொடுப்பனவைப் பற்றித் தவறான அல்லது போலியான அறிவிப்பு வந்தது. எதுவும் மாற்றப்படவில்லை. அது கணினி நிலையில் உள்ளது; கணக்கின் இரகசியங்கள் சரியா எனப் பார்க்கவும்.
notifications-paid-cancelled-title = ரத்து செய்த ஆர்டர் { $number } க்குப் பணம் வந்தது
notifications-paid-cancelled = ஆர்டர் { $number } ரத்தான பிறகு பணம் வந்தது. அதைத் திருப்பிக் கொடுக்கவும்.
notifications-paid-no-stock-title = ஆர்டர் { $number } க்குப் பணம் வந்தது, சரக்கு இல்லை
notifications-paid-no-stock = ஆர்டர் { $number } நிறுத்தி வைக்கப்பட்டது: கேட்ட பொருள் விற்றுவிட்டது. மேலும் வரவழைக்கவும், அல்லது பணத்தைத் திருப்பிக் கொடுக்கவும்.
notifications-paid-twice-title = ஆர்டர் { $number } க்கு இருமுறை பணம் வந்தது
notifications-paid-twice = ஆர்டர் { $number } ஐ வாங்கியவர் இரண்டாவது முறையும் செலுத்தினார். ஒன்றைத் திருப்பிக் கொடுக்கவும்.
notifications-payment-held-title = { $number }: வாங்குபவரின் அட்டையில் பணம் பிடித்து வைக்கப்பட்டுள்ளது
notifications-payment-held = பார்சல் புறப்படும்போது ஆர்டர் { $number } இன் பணத்தைப் பெறுங்கள், அல்லது விடுவியுங்கள்.
notifications-reinstated-title = ஆர்டர் { $number } இன் பணம் மீண்டும் வந்தது
notifications-reinstated = தகராறு உங்களுக்குச் சாதகமாக முடிந்தது. பணம் தனியொரு கொடுப்பனவாகப் பதியப்பட்டது.
notifications-payment-look-title = ஆர்டர் { $number } க்கு WebXPay ஐப் பார்க்கவும்
notifications-payment-look = ஆர்டர் { $number } க்குப் பணம் வந்ததாக WebXPay சொல்கிறது. அங்கே தொகை சரியா எனப் பார்த்து கொடுப்பனவை உறுதி செய்யவும்.
notifications-slip-title = ஆர்டர் { $number } க்கான வங்கிச் சீட்டு
notifications-slip = { $amount } செலுத்தியதாக வாங்குபவர் சொல்கிறார். பணம் வந்ததா எனப் பார்க்கவும்.
notifications-order-mention-title = ஆர்டர் { $number } இல் { $name } உங்களைக் குறிப்பிட்டார்
notifications-order-mention = { $text }
