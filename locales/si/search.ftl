# The one search box.
search-placeholder = ඇණවුම, දුරකථනය, අවසන් ඉලක්කම් 4, නම, SKU
search-title = සොයන්න
search-results = සෙවීමේ ප්‍රතිඵල
search-exact = හරියටම මෙය
search-places = පිටු සහ ක්‍රියා
search-start-title = සියල්ල සොයන්න
search-start = ඇණවුම් අංකයක්, දුරකථන අංකයක් හෝ එහි අවසන් ඉලක්කම් හතර, කුරියර් බිල් අංකයක්, නමක්, SKU එකක් හෝ පිටුවක නමක් ලියන්න.
search-none-title = “{ $query }” සඳහා කිසිවක් හමු නොවීය
search-none = අකුරු පරීක්ෂා කරන්න, නැතහොත් දුරකථන අංකයේ අවසන් ඉලක්කම් හතර ලියා බලන්න.
search-count = { $count ->
    [one] ප්‍රතිඵල 1
   *[other] ප්‍රතිඵල { $count }
}
search-import-products = භාණ්ඩ ආයාත කරන්න
search-import-orders = ඇණවුම් ආයාත කරන්න
