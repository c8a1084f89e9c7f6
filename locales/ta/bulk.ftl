bulk-intro = கோப்புகளிலிருந்து பொருட்களையும் ஆர்டர்களையும் வாடிக்கையாளர்களையும் கொண்டு வாருங்கள். கோப்பைப் பார்த்து இறக்குமதியை அழுத்தும் வரை எதுவும் மாறாது.
bulk-upload-title = புதிய இறக்குமதி
bulk-upload = பதிவேற்றிப் பார்க்க
bulk-kind = கோப்பில் இருப்பது
bulk-kind-products = பொருட்கள்
bulk-kind-orders = ஆர்டர்கள்
bulk-kind-customers = வாடிக்கையாளர்கள்
bulk-format = எங்கிருந்து வந்தது
bulk-format-woocommerce = WooCommerce
bulk-format-shopify = Shopify
bulk-format-smartstore = smartstore (சொந்த அட்டவணை)
bulk-format-help = பொருட்கள்: கடை ஏற்றுமதி செய்யும் CSV. ஆர்டர்கள்: WooCommerce REST API இன் JSON. வாடிக்கையாளர்கள்: எங்கள் அட்டவணை அல்லது வேறு எந்த அட்டவணையும் (smartstore), Shopify CSV, அல்லது WooCommerce JSON.
bulk-file = கோப்பு
bulk-file-help = CSV, Excel (.xlsx) அல்லது JSON, அதிகபட்சம் 32 MB, 100,000 வரிகள்.
bulk-state = நிலை
bulk-rows = வரிகள்
bulk-who = செய்தவர்
bulk-when = எப்போது
bulk-program = மென்பொருளே
bulk-progress = { $total } இல் { $done }
bulk-progress-unit = வரிகள்
bulk-progress-label = முடிந்த வரிகள்
bulk-empty-title = இன்னும் எதுவும் இறக்குமதி செய்யப்படவில்லை
bulk-empty = மேலே ஒரு கோப்பைப் பதிவேற்றவும். எதுவும் மாறும் முன் ஒவ்வொரு வரியையும் பார்க்கலாம்.
bulk-status-uploaded = உங்களுக்காகக் காத்திருக்கிறது
bulk-status-queued = வரிசையில்
bulk-status-running = நடக்கிறது
bulk-status-completed = முடிந்தது
bulk-status-failed = தோல்வி
bulk-status-cancelled = நிறுத்தப்பட்டது
bulk-row-pending = மீதம்
bulk-row-created = புதியவை
bulk-row-updated = மாறியவை
bulk-row-unchanged = மாறாதவை
bulk-row-failed = மறுக்கப்பட்டவை
bulk-same-file = இதே கோப்பு முன்பே { $date } அன்று பதிவேற்றப்பட்டது. மீண்டும் இறக்குமதி செய்யலாம்: ஏற்கனவே உள்ளவை மாறாது.
bulk-same-file-link = அந்த இறக்குமதியைப் பார்க்க
bulk-file-unreadable = கோப்பைப் படிக்க முடியவில்லை
bulk-original = மூலக் கோப்பு
bulk-refused-csv = மறுக்கப்பட்ட வரிகள் (CSV)
bulk-reason = காரணம்
bulk-discard = கைவிடுக
bulk-discard-text = கோப்பு பட்டியலில் இருக்கும்; அதிலிருந்து எதுவும் இறக்குமதியாகாது.
bulk-stop = நிறுத்துக
bulk-stop-text = முடிந்த வரிகள் அப்படியே இருக்கும். பின்னர் தொடரலாம்.
bulk-retry = மறுக்கப்பட்ட வரிகளை மீண்டும் முயல்க
bulk-continue = தொடர்க
bulk-queued-text = இறக்குமதி சற்று நேரத்தில் தொடங்கும். இந்தப் பக்கத்தை விட்டுச் செல்லலாம்.
bulk-running-text = வரிகள் இறக்குமதியாகின்றன. இந்தப் பக்கத்தை விட்டுச் செல்லலாம்.
bulk-stale = இரண்டு நிமிடங்களுக்கு மேலாக எதுவும் நடக்கவில்லை. மீதமுள்ள வரிகளைத் தொடங்க “தொடர்க” என்பதை அழுத்தவும்.
bulk-refresh = எவ்வளவு முடிந்தது எனப் பார்க்க
bulk-preview-summary =
    { $total ->
        [one] ஒரு வரி
       *[other] { $total } வரிகள்
    }: { $good } இறக்குமதி செய்யலாம், { $refused } மறுக்கப்படும்.
bulk-preview-help = கோப்பு நீங்கள் நினைத்தபடி புரிந்துகொள்ளப்பட்டதா எனக் கீழே பாருங்கள்.
bulk-import-button =
    { $count ->
        [one] ஒரு வரியை இறக்குமதி செய்க
       *[other] { $count } வரிகளை இறக்குமதி செய்க
    }
bulk-apply-mapping = மீண்டும் படிக்க
bulk-mapping-title = நெடுவரிசைகளின் பொருள்
bulk-column = நெடுவரிசை
bulk-sample = எடுத்துக்காட்டு
bulk-meaning = பொருள்
bulk-meaning-of = { $column } இன் பொருள்
bulk-not-imported = இறக்குமதி இல்லை
bulk-preview-title =
    { $count ->
        [one] முதல் வரி
       *[other] முதல் { $count } வரிகள்
    }
bulk-preview-caption = புரிந்துகொண்டபடி வரிகள்
bulk-row-number = வரி
bulk-row = அது என்ன
bulk-result = முடிவு
bulk-results = வரிகளின் முடிவுகள்
bulk-remarks = குறிப்புகள்
bulk-will-be-refused = மறுக்கப்படும்
bulk-all-rows = எல்லா வரிகளும்
bulk-no-such-rows = இந்த முடிவுடன் வரிகள் இல்லை
bulk-no-rows-yet = இறக்குமதி தொடங்கியதும் வரிகள் இங்கே தோன்றும்
bulk-in-column = { $column }: { $text }
bulk-error-file-missing = காலியாக இல்லாத ஒரு கோப்பைத் தேர்ந்தெடுக்கவும்.
bulk-error-file-too-large = கோப்பு 32 MB ஐ விடப் பெரியது. அதைச் சிறிய கோப்புகளாகப் பிரிக்கவும்.
bulk-error-file-broken = கோப்பு முழுமையாக வரவில்லை. மீண்டும் அனுப்பவும்.
bulk-error-no-rows = இந்தக் கோப்பில் வரிகள் இல்லை.
bulk-error-format-kind = ஆர்டர்களை WooCommerce இலிருந்து மட்டுமே இறக்குமதி செய்யலாம்.
bulk-error-mapping = ஒரு நெடுவரிசையின் பொருள் இங்கே தெரியாது. பொருள்களை மீண்டும் தேர்ந்தெடுக்கவும்.
bulk-error-started = இந்த இறக்குமதி ஏற்கனவே தொடங்கிவிட்டது.
bulk-error-ended = இந்த இறக்குமதி ஏற்கனவே முடிந்துவிட்டது.
bulk-error-row-unreadable = { $row } ஆம் வரியில் வைத்திருந்ததை இனிப் படிக்க முடியவில்லை. கோப்பை மீண்டும் பதிவேற்றுக.
bulk-error-nothing-refused = இந்த இறக்குமதியில் மீண்டும் முயல வரிகள் எதுவும் இல்லை.
bulk-error-row = வரியை எழுத முடியவில்லை. உதவிக்கான எண்: { $incident }
bulk-done-mapping = கோப்பு மீண்டும் படிக்கப்பட்டது
bulk-done-started = இறக்குமதி தொடங்கியது
bulk-done-cancelled = இறக்குமதி நிறுத்தப்பட்டது
bulk-done-retried =
    { $count ->
        [one] ஒரு வரி மீண்டும் முயலப்படுகிறது
       *[other] { $count } வரிகள் மீண்டும் முயலப்படுகின்றன
    }
bulk-jobs = மொத்த மாற்றங்கள்
bulk-jobs-intro = பல வரிகளில் ஒரே நேரத்தில் செய்தவையும், ஒவ்வொன்றின் முடிவும்.
bulk-jobs-empty-title = இன்னும் மொத்த மாற்றங்கள் இல்லை
bulk-new-title = புதிய மொத்த மாற்றம்
bulk-nothing-chosen-title = எந்த வரியும் தேர்ந்தெடுக்கப்படவில்லை
bulk-nothing-chosen = ஒரு பட்டியலைத் திறந்து, வரிகளைத் தேர்ந்தெடுத்து, செய்ய வேண்டியதைத் தேர்ந்தெடுக்கவும். எதுவும் மாறும் முன் என்ன நடக்கும் எனப் பார்க்கலாம்.
bulk-actions = மாற்றுக
bulk-earlier = முந்தைய மொத்த மாற்றங்கள்
bulk-chosen =
    { $count ->
        [one] ஒரு வரி தேர்ந்தெடுக்கப்பட்டது
       *[other] { $count } வரிகள் தேர்ந்தெடுக்கப்பட்டன
    }
bulk-chosen-all = பட்டியலில் கிடைக்கும் எல்லா வரிகளும் தேர்ந்தெடுக்கப்பட்டன
bulk-chosen-all-but = { $count } தவிர பட்டியலில் கிடைக்கும் எல்லா வரிகளும் தேர்ந்தெடுக்கப்பட்டன
bulk-look = என்ன மாறும் எனப் பார்க்க
bulk-look-help = இன்னும் எதுவும் மாறாது. அடுத்த பக்கம் ஒவ்வொரு வரியையும் முன்னும் பின்னும் காட்டும்; மறுக்கப்படுபவையும் தெரியும்.
bulk-look-again = மீண்டும் பார்க்க
bulk-other-values = வேறு மதிப்புகளைத் தேர்ந்தெடுக்க
bulk-job-previewing = பார்க்கிறது
bulk-job-previewed = உங்களுக்காகக் காத்திருக்கிறது
bulk-job-queued = வரிசையில்
bulk-job-running = நடக்கிறது
bulk-job-completed = முடிந்தது
bulk-job-cancelled = நிறுத்தப்பட்டது
bulk-job-undoing = திரும்பப் பெறப்படுகிறது
bulk-job-undone = திரும்பப் பெறப்பட்டது
bulk-item-pending = இன்னும் பார்க்கப்படவில்லை
bulk-item-ready = மாறும்
bulk-item-unchanged = மாறாதவை
bulk-item-refused = மறுக்கப்பட்டவை
bulk-item-changed = மாறியவை
bulk-item-undone = திரும்பப் பெற்றவை
bulk-item-kept = திரும்பப் பெறாதவை
bulk-range = { $from } – { $to }
bulk-what = செயல்
bulk-change = மாற்றம்
bulk-summary-previewed = { $total } வரிகளில் { $ready } மாறும், { $unchanged } அப்படியே இருக்கும், { $refused } மறுக்கப்படும்.
bulk-summary-nothing = எதுவும் மாறாது: { $unchanged } வரிகள் ஏற்கனவே வேண்டியபடி உள்ளன, { $refused } மறுக்கப்படும்.
bulk-summary-completed = { $changed } வரிகள் மாற்றப்பட்டன, { $unchanged } ஏற்கனவே வேண்டியபடி இருந்தன, { $refused } மறுக்கப்பட்டன.
bulk-summary-cancelled = நிறுத்தப்பட்டது: { $changed } வரிகள் மாற்றப்பட்டன, { $ready } மாற்றப்படவில்லை.
bulk-summary-undone = { $undone } வரிகள் முன்பு இருந்தபடி உள்ளன. { $kept } அப்படியே உள்ளன, ஏனெனில் பின்னர் யாரோ அவற்றை மாற்றியுள்ளார்.
bulk-run =
    { $count ->
        [one] ஒரு வரியை மாற்றுக
       *[other] { $count } வரிகளை மாற்றுக
    }
bulk-run-reversible = பின்னர் திரும்பப் பெறலாம்.
bulk-run-final = இதைத் திரும்பப் பெற முடியாது.
bulk-kept-until = { $date } வரை வைத்திருக்கப்படும், பின்னர் அதன் வரிகளுடன் நீக்கப்படும்.
bulk-undo = திரும்பப் பெறுக
bulk-undo-text =
    { $count ->
        [one] ஒரு வரி முன்பு இருந்தபடி ஆகும். பின்னர் யாராவது மாற்றியிருந்தால் அப்படியே இருக்கும்.
       *[other] { $count } வரிகள் முன்பு இருந்தபடி ஆகும். பின்னர் யாராவது மாற்றியவை அப்படியே இருக்கும்.
    }
bulk-previewing-text = வரிகள் பார்க்கப்படுகின்றன. இன்னும் எதுவும் மாறாது; இந்தப் பக்கத்தை விட்டுச் செல்லலாம்.
bulk-changing-text = வரிகள் மாற்றப்படுகின்றன. இந்தப் பக்கத்தை விட்டுச் செல்லலாம்.
bulk-undoing-text = மாற்றங்கள் திரும்பப் பெறப்படுகின்றன. இந்தப் பக்கத்தை விட்டுச் செல்லலாம்.
bulk-stopped-because = அது நிறுத்தப்பட்டது
bulk-done-begun = மாற்றம் தொடங்கியது
bulk-done-stopped = அது நிறுத்தப்பட்டது
bulk-done-undo-begun = மாற்றங்கள் திரும்பப் பெறப்படுகின்றன
bulk-error-changed-since = பின்னர் யாரோ இந்த வரியை மாற்றியுள்ளார். அது அப்படியே இருக்கும்.
bulk-error-irreversible = இதைத் திரும்பப் பெற முடியாது.
bulk-error-too-many = ஒரே நேரத்தில் அதிகபட்சம் { $count } வரிகளை மாற்றலாம். வடிகட்டிகளால் பட்டியலைக் குறைக்கவும்.
bulk-error-nothing-chosen = வரிகள் தேர்ந்தெடுக்கப்படவில்லை, அல்லது இதற்கிடையில் நீங்கிவிட்டன. பட்டியலில் தேர்ந்தெடுக்கவும்.
bulk-error-begun = அது ஏற்கனவே தொடங்கிவிட்டதால் மதிப்புகள் மாறாது.
bulk-error-nothing-to-do = மாறக்கூடிய வரி எதுவும் இல்லை.
bulk-error-not-now = இதை இப்போது தொடங்க முடியாது. நிலையைப் பார்க்க பக்கத்தை மீண்டும் ஏற்றவும்.
bulk-error-job-ended = அது ஏற்கனவே முடிந்துவிட்டது.
bulk-error-nothing-to-undo = திரும்பப் பெற மாற்றம் எதுவும் இல்லை.
bulk-error-too-old = இது முடிந்து நீண்ட நாளாகிவிட்டதால் திரும்பப் பெற முடியாது.
bulk-error-left = இதைத் தொடங்கியவர் இப்போது இங்கே பணியாற்றவில்லை.
bulk-other-mapping = வேறு நெடுவரிசைகள்
bulk-other-mapping-help = மறுக்கப்பட்ட வரிகளின் நெடுவரிசைகளின் பொருளைத் தேர்ந்தெடுத்து மீண்டும் முயலவும். எடுத்துக்காட்டுகள் முதல் மறுக்கப்பட்ட வரியிலிருந்து; முடிந்த வரிகள் அப்படியே இருக்கும்.
bulk-retry-count =
    { $count ->
        [one] மறுக்கப்பட்ட ஒரு வரியை மீண்டும் முயல்க
       *[other] மறுக்கப்பட்ட { $count } வரிகளை மீண்டும் முயல்க
    }
