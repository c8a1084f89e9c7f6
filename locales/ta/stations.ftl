stations-index-text = கிடங்கில் உள்ள டேப்லெட்டுகளுக்கு. ஒருமுறை திறந்தது இணையம் இல்லாமலும் சிறிது நேரம் வேலை செய்யும்.
stations-receive = பெறுதல்
stations-pick = எடுத்தல்
stations-pack = பொதியிடல்
stations-count = எண்ணுதல்
stations-returns = திரும்பிய பொதிகள்
stations-receive-text = வழங்குநர் அல்லது வேறு கிடங்கு அனுப்பியதை ஸ்கேன் செய்க
stations-pick-text = பழைய ஆர்டர்களின் பொருட்களை அடுக்கு அடுக்காக எடுக்கவும்
stations-pack-text = பொதியிடும் முன் ஆர்டரின் ஒவ்வொரு பொருளையும் சரிபார்க்கவும்
stations-count-text = ஒரு அடுக்கு இடத்தை அல்லது முழுக் கிடங்கை எண்ணுக
stations-returns-text = திரும்பி வந்த பொதியை அல்லது வாங்குபவர் திருப்பி அனுப்புவதை ஸ்கேன் செய்க
stations-verdict-applied = எண்ணப்பட்டது
stations-verdict-repeated = ஏற்கெனவே உள்ளது
stations-verdict-refused = ஏற்கப்படவில்லை
stations-verdict-conflict = முடிவுக்காகக் காத்திருக்கிறது
stations-said-of = { $name }: { $expected } இல் { $done }
stations-said-done = { $name }: { $done }
stations-said-complete = { $name } முழுமையானது: { $expected }
stations-said-undone = திரும்பப் பெறப்பட்டது: { $code }
stations-said-wrong = { $code } இதற்குரியதல்ல
stations-said-unchecked = { $code } பட்டியலில் இல்லை. அது வைத்துச் சரிபார்க்கப்படும்
stations-said-over = { $name }: ஆர்டர் செய்த { $expected } ஐ விட அதிகம். அது சரியென்றால் கீழே குறியிட்டு மீண்டும் ஸ்கேன் செய்க
stations-out-of = { $expected } இல்
stations-error-sender = இந்த ஸ்கேன்கள் வேறொருவருடையவை அல்லது வேறு நிறுவனத்துடையவை. அனுப்ப அவராக உள்நுழைக.
stations-error-id-taken = இந்த ஸ்கேனுக்கு வேறொன்றின் அடையாளம் உள்ளது.
stations-error-quantity = 1 முதல் 10,000 வரை முழு எண்
stations-error-unknown-code = { $code } என்ற குறியீடு எதற்கும் இல்லை
stations-error-not-ordered = { $code } { $number } இல் இல்லை
stations-error-wrong-item = { $code } { $number } ஆர்டரில் இல்லை
stations-error-not-wanted = { $place } இல் எந்த ஆர்டரும் { $code } க்குக் காத்திருக்கவில்லை
stations-error-over = { $name }: { $number } இல் ஆர்டர் செய்த { $expected } ஐ விட அதிகம்
stations-error-most = { $name }: { $number } இல் அதிகபட்சம் { $most } வரலாம்
stations-error-purchase-closed = { $number } இலிருந்து இனி எதுவும் வர முடியாது
stations-error-pack-step = { $number } ஆர்டரைப் பொதியிட முடியாது: { $status }
stations-error-returns-step = { $number } ஆர்டர் வழியில் இல்லை: { $status }
stations-error-count-over = { $number } எண்ணிக்கை இனி எண்ணப்படவில்லை
stations-error-settled = { $code } ஏற்கெனவே பதிவாகிவிட்டது
stations-error-nothing = { $number } இல் இன்னும் எதுவும் ஸ்கேன் செய்யப்படவில்லை.
stations-error-incomplete = { $number } ஆர்டர்: இன்னும் ஸ்கேன் செய்யாத பொருட்கள்: { $count }.
stations-error-missing = { $number } ஆர்டர்: ஸ்கேன் செய்யாத பொருட்கள்: { $count }. ஸ்கேன் செய்யவும், அல்லது இல்லை என்று கூறவும்.
stations-error-not-found = இந்த எண்ணில் எதுவும் இல்லை
stations-error-resolved = இந்த ஸ்கேன் பற்றி ஏற்கெனவே முடிவு செய்யப்பட்டுள்ளது.
stations-error-undo-task = ஸ்கேனைத் திரும்பப் பெறுவதை நீக்க மட்டுமே முடியும்.
stations-kind-ok = சரி
stations-kind-warn = கவனிக்க
stations-kind-bad = தவறு
stations-online = இணைந்துள்ளது
stations-offline = இணையம் இல்லை
stations-unsent = இன்னும் அனுப்பாதவை: { $count }
stations-finish-later = சில ஸ்கேன்கள் இன்னும் அனுப்பப்படவில்லை. அனுப்பிய பின் இதைச் செய்யலாம்.
stations-stopped = சேவையகத்தால் இந்த ஸ்கேனை ஏற்க முடியவில்லை. இது இங்கே வைக்கப்பட்டுள்ளது.
stations-not-kept = இந்தச் சாதனத்தால் ஸ்கேனை வைத்திருக்க முடியவில்லை: எதுவும் எண்ணப்படவில்லை. பக்கத்தை மீண்டும் ஏற்றுக.
stations-all-done = அனைத்தும் முடிந்தது
stations-camera = கேமரா
stations-camera-refused = கேமராவைப் பயன்படுத்த முடியவில்லை. உலாவியில் அனுமதிக்கவும், அல்லது குறியீட்டைத் தட்டச்சு செய்க.
stations-back = பின் செல்க
stations-open = திற
stations-none-title = இங்கே எதுவும் காத்திருக்கவில்லை
stations-none = செய்ய வேண்டியது இங்கே தானாகத் தோன்றும்.
stations-code-receive = கொள்முதல் ஆர்டரின் அல்லது இடமாற்றத்தின் எண்
stations-code-pick = கிடங்கின் குறியீடு
stations-code-pack = ஆர்டர் எண்
stations-code-count = எண்ணிக்கையின் எண், அல்லது அடுக்கு இடம்
stations-code-returns = திருப்பியின் அல்லது ஆர்டரின் எண், பொதி எண் அல்லது கூரியர் சீட்டு எண்
stations-waiting-orders = { $count ->
    [one] 1 ஆர்டர் காத்திருக்கிறது
   *[other] { $count } ஆர்டர்கள் காத்திருக்கின்றன
}
stations-waiting-lines = { $count ->
    [one] எண்ண 1 வரி
   *[other] எண்ண { $count } வரிகள்
}
stations-waiting-pieces = { $count ->
    [one] 1 பொருள்
   *[other] { $count } பொருட்கள்
}
stations-tasks-waiting = { $count ->
    [one] 1 ஸ்கேன் முடிவுக்காகக் காத்திருக்கிறது
   *[other] { $count } ஸ்கேன்கள் முடிவுக்காகக் காத்திருக்கின்றன
}
stations-tasks-open = முடிவு செய்க
stations-closed = இதில் இப்போது வேலை செய்ய முடியாது
stations-closed-text = அது முடிந்துவிட்டது, அல்லது இன்னும் அந்த நிலையை எட்டவில்லை.
stations-for-order = { $number } ஆர்டருக்கு
stations-to-pick = இன்னும் எல்லாம் எடுக்கப்படவில்லை
stations-to-pick-at = { $place }: { $count ->
    [one] 1 பொருள்
   *[other] { $count } பொருட்கள்
}
stations-no-bin = அடுக்கு இடம் இல்லை
stations-scan-first = முதல் பொருளை ஸ்கேன் செய்க
stations-ready = ஸ்கேன் செய்யத் தயார்
stations-damaged = உடைந்தது
stations-over = ஆர்டர் செய்ததைவிட அதிகம் எண்ணுக
stations-code = குறியீட்டை ஸ்கேன் அல்லது தட்டச்சு செய்க
stations-quantity = எண்ணிக்கை
stations-scan = எண்ணுக
stations-undo = திரும்பப் பெறுக
stations-lines = வரிகள்
stations-count-finish = எண்ணிக்கையைப் பார்க்க
stations-pick-finish = பொதியிடலுக்குச் செல்க
stations-receive-finish = முடிக்க
stations-receive-finish-text = ஸ்கேன் செய்தவை ஒரே பெறுதலாக இருப்பில் சேரும்.
stations-receive-finish-do = பெறுதலைப் பதிக
stations-transfer-finish-text = ஸ்கேன் செய்தவை ஒரே பெறுதலாக இருப்பில் சேரும். உடைந்தவை அவ்வாறே குறிக்கப்படும்.
stations-rest-on-the-way = { $count ->
    [one] ஸ்கேன் செய்யாத { $count } பொருள் வராது
   *[other] ஸ்கேன் செய்யாத { $count } பொருட்கள் வராது
}
stations-reference = விநியோகக் குறிப்பு
stations-order = ஆர்டர்
stations-pack-finish = முடிக்க
stations-weight = எடை
stations-pack-finish-do = பொதியிட்டதாகக் குறி
stations-returns-finish = முடிக்க
stations-return-reason = திரும்பியதன் காரணம்
stations-rest-is-missing = மீதி இல்லை
stations-rest-missing = { $count ->
    [one] ஸ்கேன் செய்யாத 1 பொருள் கணக்கிலிருந்து நீக்கப்படும்
   *[other] ஸ்கேன் செய்யாத { $count } பொருட்கள் கணக்கிலிருந்து நீக்கப்படும்
}
stations-returns-finish-do = திரும்பப் பெற்றதாகப் பதிக
stations-error-return-closed = திருப்பி { $number } இல் இப்போது எதையும் பெற முடியாது
stations-return = திருப்பி
stations-return-finish-text = நல்ல பொருட்கள் இருப்பில் சேரும். உடைந்தவை ஒதுக்கி வைக்கப்பட்டு உரிமைகோரல் தொடங்கும்.
stations-rest-not-returned = { $count ->
    [one] ஸ்கேன் செய்யாத { $count } பொருள் காணவில்லை எனப் பதியப்படும்
   *[other] ஸ்கேன் செய்யாத { $count } பொருட்கள் காணவில்லை எனப் பதியப்படும்
}
stations-done-received = { $number }: { $count } பெறப்பட்டது.
stations-done-packed = { $number } ஆர்டர் பொதியிடப்பட்டது.
stations-done-returned = { $number } ஆர்டர் திரும்பி வந்தது.
stations-done-applied = { $code } இப்போது எண்ணப்பட்டது.
stations-done-dropped = { $code } நீக்கப்பட்டது.
stations-tasks = முடிவு செய்ய வேண்டிய ஸ்கேன்கள்
stations-tasks-text = இணையம் இல்லாமல் ஸ்கேன் செய்தவை, வந்தபோது செய்ய முடியாதவை.
stations-tasks-none-title = முடிவு செய்ய எதுவும் இல்லை
stations-tasks-none = ஒவ்வொரு ஸ்கேனையும் எண்ண முடிந்தது.
stations-task-what = { $quantity } × { $code }
stations-task-code = அது வேறு குறியீடு
stations-task-code-help = குறியீடு சரியென்றால் காலியாக விடவும்.
stations-task-note = குறிப்பு
stations-task-apply = எப்படியும் எண்ணுக
stations-task-drop = நீக்குக
stations-program = மென்பொருள்
