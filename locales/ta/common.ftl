# எல்லாப் பக்கங்களிலும் பயன்படும் சொற்கள்.
save = சேமிக்கவும்
edit = மாற்று
search = தேடு
field-optional = விருப்பமானால்
cancel = ரத்து செய்
close = மூடு
confirm = உறுதி செய்
next = அடுத்து
previous = முந்தையது
filter = வடிகட்டு
clear-filters = வடிகட்டிகளை நீக்கு
from-day = இருந்து
to-day = வரை
language = மொழி
breadcrumbs = நீங்கள் இருக்கும் இடம்
form-errors-title = இவற்றைச் சரிபார்க்கவும்
skip-to-content = உள்ளடக்கத்திற்குச் செல்
sign-out = வெளியேறு
theme-light = வெளிச்சத் தோற்றம்
theme-dark = இருள் தோற்றம்
theme-system = சாதனத்தின்படி
nav-fold = பட்டியை மடி
shortcuts-title = விசைப்பலகைக் குறுக்குவழிகள்
shortcut-search = தேடு
shortcut-help = இந்தக் குறுக்குவழிகளைக் காட்டு

nav-label = முதன்மைப் பட்டி
nav-phone-label = விரைவுப் பட்டி
nav-more = மேலும்
nav-home = முகப்பு
nav-group-sell = விற்பனை
nav-group-stock = சரக்கு
nav-group-deliver = விநியோகம்
nav-group-settings = அமைப்புகள்
nav-orders = ஆர்டர்கள்
nav-customers = வாடிக்கையாளர்கள்
nav-payments = கொடுப்பனவுகள்
nav-returns = திருப்பிகள்
nav-channels = விற்பனை வழிகள்
nav-products = பொருட்கள்
nav-inventory = சரக்கிருப்பு
nav-stations = பணி மேசைகள்
nav-purchasing = கொள்முதல்
nav-suppliers = வழங்குநர்கள்
nav-supply = உங்களுக்கான ஆர்டர்கள்
nav-supply-stock = நீங்கள் வழங்கும் சரக்கு
nav-imports = கோப்பு இறக்குமதி
nav-deliveries = பொதிகள்
nav-couriers = கூரியர்கள்
nav-profile = என் விவரங்கள்
nav-users = குழு
nav-taxes = வரிகள்
nav-currencies = நாணயங்கள்
nav-translations = மொழிபெயர்ப்புகள்
nav-audit = மாற்றப் பதிவு
nav-security = பாதுகாப்பு
nav-platform = தள நிர்வாகம்
nav-system = கணினி நிலை
nav-settings = அமைப்புகள்
nav-organization = நிறுவனம்
settings-group-organization = நிறுவனமும் குழுவும்
settings-group-selling = விலைகளும் உரைகளும்
settings-group-account = உங்கள் கணக்கு
settings-group-records = பதிவுகளும் கணினி நிலையும்
settings-users = இங்கு வேலை செய்பவர்கள், அவர்களின் பொறுப்புகள், அழைப்புகள்
settings-roles = ஒவ்வொரு பொறுப்பும் என்ன செய்யலாம்; உங்கள் சொந்தப் பொறுப்புகள்
settings-security = இரண்டாம் சரிபார்ப்பு தேவைப்படும் பொறுப்புகள்
settings-taxes = வகுப்பின்படி வீதங்களும் அவை தொடங்கும் நாளும்
settings-payments = வாங்குபவர்கள் செலுத்தும் வங்கிக் கணக்குகள், LANKAQR, கொடுப்பனவுச் சேவைகள்
settings-currencies = நீங்கள் பயன்படுத்தும் நாணயங்களும் ஒவ்வொரு நாளின் மதிப்பும்
settings-translations = உங்கள் வாங்குபவர்களின் மொழிகளில் பெயர்களும் விவரங்களும்
settings-factor = செயலியின் குறியீடுகள், பாஸ்கீகள், மாற்றுக் குறியீடுகள்
settings-sessions = சாதனங்களும் உலாவிகளும்; தெரியாதவற்றை முடிக்கவும்
settings-notifications = உங்களுக்கு எது, எப்படி வர வேண்டும்
settings-organizations = நிறுவனங்களுக்கு இடையே மாறுங்கள், அல்லது ஒன்றிலிருந்து விலகுங்கள்
settings-organization = பெயர், சின்னம், முகவரி, வரி எண்கள், நாணயம், நேரம், ஆர்டர் எண்கள்
settings-profile = உங்கள் பெயர், படம், மொழி
settings-audit = யார், எதை, எப்போது, எங்கிருந்து மாற்றினார்கள்
settings-system = இணைப்புகளும் ஒருவருக்காகக் காத்திருக்கும் நிகழ்வுகளும்

time-now = இப்போது
time-minutes-ago = { $count ->
    [one] 1 நிமிடத்திற்கு முன்
   *[other] { $count } நிமிடங்களுக்கு முன்
}
time-hours-ago = { $count ->
    [one] 1 மணி நேரத்திற்கு முன்
   *[other] { $count } மணி நேரத்திற்கு முன்
}

error-part-not-loaded = இந்தப் பகுதியை ஏற்ற முடியவில்லை. பக்கத்தை மீண்டும் திறக்கவும்.
error-title = இது நடைபெறவில்லை
error-not-found-title = கிடைக்கவில்லை
error-forbidden-title = அனுமதி இல்லை
error-go-home = முகப்புக்குச் செல்
error-unauthenticated = தொடர உள்நுழையவும்.
error-forbidden = உங்கள் பொறுப்புக்கு “{ $permissionName }” ({ $permission }) அனுமதி இல்லை. உங்கள் நிறுவனத்தின் உரிமையாளரிடம் அல்லது நிர்வாகியிடம் கேளுங்கள்.
error-not-found = இங்கு எதுவும் இல்லை, அல்லது அது உங்களுடையது அல்ல. முகவரியைச் சரிபார்க்கவும் அல்லது தேடவும்.
error-invalid = சில புலங்களைத் திருத்த வேண்டும்.
error-too-many = முயற்சிகள் அதிகம். { $seconds } வினாடிகளில் மீண்டும் முயற்சிக்கவும்.
error-internal = எங்கள் பக்கத்தில் தவறு நேர்ந்தது. மீண்டும் முயற்சிக்கவும்; மறுபடியும் நேர்ந்தால் இந்த எண்ணை உதவிக் குழுவிடம் சொல்லுங்கள்: { $incident }
error-organization-suspended = இந்த நிறுவனம் இடைநிறுத்தப்பட்டுள்ளது: பார்க்கலாம், மாற்ற முடியாது.
error-switched-off-title = நிறுத்தப்பட்டுள்ளது
error-organization-cancelled = இந்த நிறுவனம் ரத்து செய்யப்பட்டுள்ளது: உரிமையாளர்கள் பார்க்கலாம், பதிவிறக்கலாம்; எதையும் மாற்ற முடியாது.
suspended-title = உங்கள் நிறுவனம் இடைநிறுத்தப்பட்டுள்ளது
suspended-text = எல்லாவற்றையும் பார்க்கலாம், பதிவிறக்கலாம்; எதையும் மாற்ற முடியாது.
cancelled-title = உங்கள் நிறுவனம் ரத்து செய்யப்பட்டுள்ளது
cancelled-text = உரிமையாளர்கள் எல்லாவற்றையும் பார்க்கலாம், பதிவிறக்கலாம்; எதையும் மாற்ற முடியாது.
standing-contact = தொடர்புக்கு: { $contact }
standing-ask = இந்தத் தளத்தை நடத்துபவர்களிடம் கேளுங்கள்.
error-switched-off = “{ $area ->
    [catalog] { nav-products }
    [inventory] { nav-inventory }
    [customers] { nav-customers }
    [orders] { nav-orders }
    [payments] { nav-payments }
    [delivery] { nav-deliveries }
    [channels] { nav-channels }
    [purchasing] { nav-purchasing }
    [imports] { nav-imports }
   *[other] { $area }
}” பகுதி உங்கள் நிறுவனத்துக்கு நிறுத்தப்பட்டுள்ளது. அதை இயக்குமாறு இந்தத் தளத்தை நடத்துபவர்களிடம் கேளுங்கள்.
error-request-unreadable = படிவத்தைப் படிக்க முடியவில்லை. பக்கத்தை மீண்டும் திறந்து முயற்சிக்கவும்.
error-required = இது தேவை.
error-too-long = இது மிக நீளமானது.
error-choice = பட்டியலில் ஒன்றைத் தேர்ந்தெடுக்கவும்.
error-email = இது மின்னஞ்சல் முகவரி அல்ல.
error-phone = இது தொலைபேசி எண் அல்ல. 077 123 4567 போல எழுதவும்.
error-amount-not-a-number = தொகையை 1250 அல்லது 1,250.50 போல எழுதவும்.
error-amount-too-precise = புள்ளிக்குப் பின் இரண்டு இலக்கங்களுக்கு மேல் இருக்கக்கூடாது.
error-amount-negative = தொகை பூச்சியத்திற்குக் குறைவாக இருக்க முடியாது.
error-amount-too-large = தொகை மிகப் பெரியது.
error-file-missing = ஒரு கோப்பைத் தேர்ந்தெடுக்கவும்.
error-file-too-large = கோப்பு மிகப் பெரியது: அதிகபட்சம் { $megabytes } MB.
error-picture-too-many-pixels = படம் மிகப் பெரியது: அதிகபட்சம் { $megapixels } மில்லியன் படப்புள்ளிகள். சிறிதாக்கி மீண்டும் முயற்சிக்கவும்.
error-picture-heic = HEIC அல்லது AVIF வடிவப் படங்கள் ஏற்கப்படுவதில்லை. JPEG ஆகச் சேமித்து மீண்டும் முயற்சிக்கவும்; iPhone-இல் Camera, Formats, Most Compatible என்பதைத் தேர்ந்தெடுக்கவும்.
error-picture-svg = SVG வடிவ ஓவியங்கள் ஏற்கப்படுவதில்லை. PNG ஆகச் சேமித்து மீண்டும் முயற்சிக்கவும்.
error-picture-kind = இது ஏற்கப்படும் வகைப் படம் அல்ல. JPEG, PNG, GIF அல்லது WebP கோப்பைத் தேர்ந்தெடுக்கவும்.
error-picture-broken = படத்தைப் படிக்க முடியவில்லை: கோப்பு சேதமடைந்துள்ளது அல்லது முழுமையாக இல்லை. மீண்டும் சேமித்து முயற்சிக்கவும்.

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
form-clash = { $who } இதை “{ $theirs }” என மாற்றினார் ({ $when }); நீங்கள் படிவத்தைத் திறந்தபோது அது “{ $was }” ஆக இருந்தது. உங்களுடையதை வைக்க மீண்டும் சேமிக்கவும், அல்லது அவருடையதை எழுதவும்.
form-clash-title = நீங்கள் எழுதும்போது வேறொருவர் அதே புலங்களை மாற்றிவிட்டார். நீங்கள் எழுதிய எதுவும் இழக்கப்படவில்லை: கீழே ஒப்பிட்டு மீண்டும் சேமிக்கவும். பிற புலங்களில் அவர் செய்த மாற்றங்கள் அப்படியே இருக்கும்.
form-clash-empty = வெறுமை
error-changed-meanwhile = நீங்கள் திறந்த பிறகு வேறொருவர் இதை மாற்றியுள்ளார். எழுதியதை நகலெடுத்து, பக்கத்தை மீண்டும் திறந்து, மறுபடி உள்ளிடவும்.
error-still-running = அதே படிவம் இன்னும் செயலாக்கத்தில் உள்ளது. சற்றுப் பொறுத்து, பக்கத்தை மீண்டும் திறக்கவும்.
settings-invoices = கிளைகள், எண்கள், விலைப்பட்டியல் வடிவமைப்பு
