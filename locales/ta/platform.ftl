platform-intro = பின்னணியில் தோல்வியடைந்த வேலைகளும், பிற அமைப்புகள் அனுப்பிப் பயன்படாதவையும்
platform-empty-title = எல்லாம் நன்றாக உள்ளது
platform-empty = இங்கே உங்களுக்காக எதுவும் காத்திருக்கவில்லை.
platform-outbox = தோல்வியடைந்த வேலைகள்
platform-outbox-empty = தோல்வியடைந்த வேலைகள் இல்லை.
platform-inbox = கடைகளின் செய்திகள்
platform-inbox-empty = எல்லாச் செய்திகளும் பயன்படுத்தப்பட்டன.
platform-inbox-received = பெறப்பட்டது
platform-inbox-processed = முடிந்தது
platform-inbox-failed = தோல்வி
platform-inbox-ignored = தேவையில்லை
platform-inbox-rejected = தவறான கையொப்பம்
platform-rejected-text = இதை அனுப்பியவர் யார் என நிரூபிக்கப்படவில்லை; எனவே பயன்படுத்தப்படாது. கடையில் உள்ள இரகசியத்தை இணைப்பின் இரகசியத்துடன் ஒப்பிடவும்.
platform-event = வேலை
platform-topic = செய்தி
platform-store = கடை
platform-state = நிலை
platform-attempts = முயற்சிகள்
platform-error = என்ன தவறு
platform-age = எப்போது
platform-actions = செயல்கள்
platform-dead = தானாகக் கைவிடப்பட்டது
platform-next-attempt = அடுத்த முயற்சி { $time }
platform-retry = மீண்டும் முயல்க
platform-retries =
    { $count ->
        [one] ஒருமுறை மீண்டும் முயன்றது
       *[other] { $count } முறை மீண்டும் முயன்றது
    }
platform-give-up = கைவிடுக
platform-give-up-confirm = இந்த வேலையைக் கைவிடவா? இது மீண்டும் முயலப்படாது.
platform-error-taken = இப்போது அது நடந்துகொண்டிருக்கிறது. ஒரு நிமிடத்தில் மீண்டும் பாருங்கள்.
platform-error-not-failed = தோல்வியடைந்த செய்தியை மட்டுமே மீண்டும் முயலலாம்.
platform-error-not-json = செய்தி JSON அல்ல (வரி { $line }).
platform-done-retry = மீண்டும் முயலப்படுகிறது
platform-done-given-up = கைவிடப்பட்டது
platform-done-connected = இணைப்பு உருவாக்கப்பட்டது
platform-done-closed = இணைப்பு மூடப்பட்டது
