bulk-intro = ගොනු වලින් භාණ්ඩ සහ ඇණවුම් ගෙන එන්න. ගොනුව බලා ආයාත කිරීම එබූ පසු පමණක් වෙනස්කම් සිදු වේ.
bulk-upload-title = නව ආයාතයක්
bulk-upload = උඩුගත කර බලන්න
bulk-kind = ගොනුවේ ඇත්තේ
bulk-kind-products = භාණ්ඩ
bulk-kind-orders = ඇණවුම්
bulk-format = ගොනුව පැමිණියේ
bulk-format-woocommerce = WooCommerce
bulk-format-shopify = Shopify
bulk-format-smartstore = smartstore (අපගේ වගුව)
bulk-format-help = භාණ්ඩ: සාප්පුවෙන් බාගන්නා CSV ගොනුව. ඇණවුම්: WooCommerce REST API හි JSON ගොනුව.
bulk-file = ගොනුව
bulk-file-help = CSV හෝ JSON, උපරිම 32 MB සහ පේළි 100,000.
bulk-state = තත්ත්වය
bulk-rows = පේළි
bulk-who = කළේ
bulk-when = කවදාද
bulk-program = වැඩසටහන විසින්ම
bulk-progress = { $total } න් { $done }
bulk-progress-unit = පේළි
bulk-progress-label = නිම වූ පේළි
bulk-empty-title = තවම කිසිවක් ආයාත කර නැත
bulk-empty = ඉහළින් ගොනුවක් උඩුගත කරන්න. වෙනස්කම් වීමට පෙර සෑම පේළියක්ම ඔබට පෙනේ.
bulk-status-uploaded = ඔබ බලන තුරු
bulk-status-queued = පෝලිමේ
bulk-status-running = සිදු වෙමින්
bulk-status-completed = නිමයි
bulk-status-failed = අසාර්ථකයි
bulk-status-cancelled = නවතා ඇත
bulk-row-pending = ඉතිරි
bulk-row-created = අලුත්
bulk-row-updated = වෙනස් වූ
bulk-row-unchanged = නොවෙනස්
bulk-row-failed = ප්‍රතික්ෂේප වූ
bulk-same-file = මෙම ගොනුවම මීට පෙර { $date } දින උඩුගත කර ඇත. නැවත ආයාත කළ හැක: දැනටමත් ඇති දේ නොවෙනස්ව පවතී.
bulk-same-file-link = එම ආයාතය බලන්න
bulk-file-unreadable = ගොනුව කියවිය නොහැක
bulk-original = මුල් ගොනුව
bulk-refused-csv = ප්‍රතික්ෂේප වූ පේළි (CSV)
bulk-reason = හේතුව
bulk-discard = ඉවත දමන්න
bulk-discard-text = ගොනුව ලැයිස්තුවේ පවතී; එයින් කිසිවක් ආයාත නොවේ.
bulk-stop = නවතන්න
bulk-stop-text = නිම වූ පේළි එලෙසම පවතී. පසුව ඉදිරියට යා හැක.
bulk-retry = ප්‍රතික්ෂේප වූ පේළි නැවත උත්සාහ කරන්න
bulk-continue = ඉදිරියට යන්න
bulk-queued-text = ආයාතය මොහොතකින් ඇරඹේ. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-running-text = පේළි ආයාත වෙමින් පවතී. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-stale = මිනිත්තු දෙකකට වැඩි කාලයක් කිසිවක් සිදු වී නැත. ඉතිරි පේළි සමඟ නැවත ඇරඹීමට “ඉදිරියට යන්න” ඔබන්න.
bulk-refresh = කොතරම් දුරට නිමදැයි බලන්න
bulk-preview-summary = පේළි { $total }: { $good } ක් ආයාත කළ හැක, { $refused } ක් ප්‍රතික්ෂේප වේ.
bulk-preview-help = ගොනුව ඔබ අදහස් කළ ලෙසම තේරුම් ගෙන ඇත්දැයි පහතින් බලන්න.
bulk-import-button =
    { $count ->
        [one] පේළියක් ආයාත කරන්න
       *[other] පේළි { $count } ක් ආයාත කරන්න
    }
bulk-apply-mapping = නැවත කියවන්න
bulk-mapping-title = තීරු වල අර්ථය
bulk-column = තීරුව
bulk-sample = උදාහරණයක්
bulk-meaning = අර්ථය
bulk-meaning-of = { $column } හි අර්ථය
bulk-not-imported = ආයාත නොවේ
bulk-preview-title =
    { $count ->
        [one] පළමු පේළිය
       *[other] පළමු පේළි { $count }
    }
bulk-preview-caption = තේරුම් ගත් ආකාරයට පේළි
bulk-row-number = පේළිය
bulk-row = එහි ඇති දේ
bulk-result = ප්‍රතිඵලය
bulk-results = පේළි වල ප්‍රතිඵල
bulk-remarks = සටහන්
bulk-will-be-refused = ප්‍රතික්ෂේප වේ
bulk-all-rows = සියලු පේළි
bulk-no-such-rows = මෙම ප්‍රතිඵලය සහිත පේළි නැත
bulk-no-rows-yet = ආයාතය ඇරඹුණු විගස පේළි මෙහි දිස් වේ
bulk-in-column = { $column }: { $text }
bulk-error-file-missing = හිස් නොවන ගොනුවක් තෝරන්න.
bulk-error-file-too-large = ගොනුව 32 MB ට වඩා විශාලයි. එය කුඩා ගොනු වලට බෙදන්න.
bulk-error-file-broken = ගොනුව සම්පූර්ණයෙන් ලැබුණේ නැත. නැවත එවන්න.
bulk-error-no-rows = මෙම ගොනුවේ පේළි නැත.
bulk-error-format-kind = ඇණවුම් ආයාත කළ හැක්කේ WooCommerce වෙතින් පමණි.
bulk-error-mapping = එක් තීරුවක අර්ථය මෙහි නොදනී. අර්ථ නැවත තෝරන්න.
bulk-error-started = මෙම ආයාතය දැනටමත් අරඹා ඇත.
bulk-error-ended = මෙම ආයාතය දැනටමත් අවසන්.
bulk-error-nothing-refused = මෙම ආයාතයේ නැවත උත්සාහ කිරීමට පේළි නැත.
bulk-error-row = පේළිය ලිවිය නොහැකි විය. සහාය සඳහා අංකය: { $incident }
bulk-done-mapping = ගොනුව නැවත කියවන ලදී
bulk-done-started = ආයාතය අරඹන ලදී
bulk-done-cancelled = ආයාතය නවතන ලදී
bulk-done-retried =
    { $count ->
        [one] පේළියක් නැවත උත්සාහ කරයි
       *[other] පේළි { $count } ක් නැවත උත්සාහ කරයි
    }
