platform-intro = පසුබිමේ අසාර්ථක වූ වැඩ, සහ වෙනත් පද්ධති එවූ භාවිත කළ නොහැකි දේ
platform-empty-title = සියල්ල හොඳින්
platform-empty = මෙහි ඔබ බලා සිටින කිසිවක් නැත.
platform-outbox = අසාර්ථක වූ වැඩ
platform-outbox-empty = අසාර්ථක වූ වැඩ නැත.
platform-inbox = වෙළඳසැල් වලින් පණිවිඩ
platform-inbox-empty = සියලු පණිවිඩ භාවිත කළ හැකි විය.
platform-inbox-received = ලැබුණා
platform-inbox-processed = නිමයි
platform-inbox-failed = අසාර්ථකයි
platform-inbox-ignored = අවශ්‍ය නැත
platform-inbox-rejected = වැරදි අත්සන
platform-rejected-text = මෙය එවූයේ කවුදැයි ඔප්පු වී නැති බැවින් භාවිත නොකෙරේ. වෙළඳසැලේ රහස් කේතය සම්බන්ධතාවේ කේතය සමඟ සසඳන්න.
platform-event = වැඩය
platform-topic = පණිවිඩය
platform-store = වෙළඳසැල
platform-state = තත්ත්වය
platform-attempts = උත්සාහයන්
platform-error = වැරදුණු දේ
platform-age = කවදාද
platform-actions = ක්‍රියා
platform-dead = ඉබේම අත්හැර ඇත
platform-next-attempt = ඊළඟ උත්සාහය { $time }
platform-retry = නැවත උත්සාහ කරන්න
platform-retries =
    { $count ->
        [one] එක් වරක් නැවත උත්සාහ කළා
       *[other] { $count } වරක් නැවත උත්සාහ කළා
    }
platform-give-up = අත්හරින්න
platform-give-up-confirm = මෙම වැඩය අත්හරිනවාද? එය නැවත උත්සාහ නොකෙරේ.
platform-error-taken = මේ මොහොතේ එය සිදු වෙමින් පවතී. මිනිත්තුවකින් නැවත බලන්න.
platform-error-not-failed = නැවත උත්සාහ කළ හැක්කේ අසාර්ථක වූ පණිවිඩයක් පමණි.
platform-error-not-json = පණිවිඩය JSON නොවේ (පේළිය { $line }).
platform-done-retry = එය නැවත උත්සාහ කෙරේ
platform-done-given-up = එය අත්හරින ලදී
platform-done-connected = සම්බන්ධතාව සාදන ලදී
platform-done-closed = සම්බන්ධතාව වසන ලදී
