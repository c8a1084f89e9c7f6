bulk-intro = Bring products, orders and customers from files. Nothing changes until you have looked at the file and pressed import.
bulk-upload-title = New import
bulk-upload = Upload and look at it
bulk-kind = What is in the file
bulk-kind-products = Products
bulk-kind-orders = Orders
bulk-kind-customers = Customers
bulk-format = Where it comes from
bulk-format-woocommerce = WooCommerce
bulk-format-shopify = Shopify
bulk-format-smartstore = smartstore (own table)
bulk-format-help = Products: the CSV that the shop exports. Orders: the JSON of the WooCommerce REST API. Customers: our own table or any other (smartstore), Shopify’s CSV, or WooCommerce’s JSON.
bulk-file = File
bulk-file-help = CSV, Excel (.xlsx) or JSON, at most 32 MB and 100,000 rows.
bulk-state = State
bulk-rows = Rows
bulk-who = By
bulk-when = When
bulk-program = The program itself
bulk-progress = { $done } of { $total }
bulk-progress-unit = rows
bulk-progress-label = Rows that are done
bulk-empty-title = Nothing imported yet
bulk-empty = Upload a file above. You see every row before anything changes.
bulk-status-uploaded = Waits for you
bulk-status-queued = Queued
bulk-status-running = Running
bulk-status-completed = Done
bulk-status-failed = Failed
bulk-status-cancelled = Stopped
bulk-row-pending = Open
bulk-row-created = New
bulk-row-updated = Changed
bulk-row-unchanged = Unchanged
bulk-row-failed = Refused
bulk-same-file = The very same file was uploaded before, on { $date }. You can import it again: what is there already stays unchanged.
bulk-same-file-link = See that import
bulk-file-unreadable = The file cannot be read
bulk-original = The file
bulk-refused-csv = Refused rows (CSV)
bulk-reason = reason
bulk-discard = Discard
bulk-discard-text = The file stays in the list; nothing is imported from it.
bulk-stop = Stop
bulk-stop-text = Rows that are done stay done. You can go on later.
bulk-retry = Try refused rows again
bulk-continue = Go on
bulk-queued-text = The import begins in a moment. You may leave this page.
bulk-running-text = The rows are being imported. You may leave this page.
bulk-stale = Nothing has happened for more than two minutes. Press “Go on” to begin again with the rows that are open.
bulk-refresh = See how far it is
bulk-preview-summary =
    { $total ->
        [one] One row
       *[other] { $total } rows
    }: { $good } can be imported, { $refused } will be refused.
bulk-preview-help = Check below whether the file was understood as you mean it.
bulk-import-button =
    { $count ->
        [one] Import one row
       *[other] Import { $count } rows
    }
bulk-apply-mapping = Read it again
bulk-mapping-title = What the columns mean
bulk-column = Column
bulk-sample = Example
bulk-meaning = Meaning
bulk-meaning-of = Meaning of { $column }
bulk-not-imported = Not imported
bulk-preview-title =
    { $count ->
        [one] The first row
       *[other] The first { $count } rows
    }
bulk-preview-caption = Rows as they were understood
bulk-row-number = Row
bulk-row = What it is
bulk-result = Result
bulk-results = Results of the rows
bulk-remarks = Remarks
bulk-will-be-refused = Will be refused
bulk-all-rows = All rows
bulk-no-such-rows = No rows with this result
bulk-no-rows-yet = The rows appear here as soon as the import begins
bulk-in-column = { $column }: { $text }
bulk-error-file-missing = Choose a file that is not empty.
bulk-error-file-too-large = The file is larger than 32 MB. Split it into smaller ones.
bulk-error-file-broken = The file did not arrive whole. Send it again.
bulk-error-no-rows = There are no rows in this file.
bulk-error-format-kind = Orders can be imported from WooCommerce only.
bulk-error-mapping = One of the columns has a meaning that is not known here. Choose the meanings again.
bulk-error-started = This import has been started already.
bulk-error-ended = This import has ended already.
bulk-error-row-unreadable = What was kept of row { $row } cannot be read any more. Upload the file again.
bulk-error-nothing-refused = No row of this import waits for another attempt.
bulk-error-row = The row could not be written. Number for support: { $incident }
bulk-done-mapping = The file was read again
bulk-done-started = The import has been started
bulk-done-cancelled = The import has been stopped
bulk-done-retried =
    { $count ->
        [one] One row is tried again
       *[other] { $count } rows are tried again
    }
bulk-jobs = Bulk changes
bulk-jobs-intro = What was done with many rows at once, and what became of each of them.
bulk-jobs-empty-title = No bulk changes yet
bulk-new-title = New bulk change
bulk-nothing-chosen-title = No rows are ticked
bulk-nothing-chosen = Open a list, tick rows and choose what to do with them. You see what would happen before anything changes.
bulk-actions = Change
bulk-earlier = Earlier bulk changes
bulk-chosen =
    { $count ->
        [one] One row is chosen
       *[other] { $count } rows are chosen
    }
bulk-chosen-all = All rows that the list finds are chosen
bulk-chosen-all-but = All rows that the list finds are chosen, but for { $count }
bulk-look = See what would change
bulk-look-help = Nothing changes yet. The next page shows each row before and after, and which are refused.
bulk-look-again = Look again
bulk-other-values = Choose other values
bulk-job-previewing = Looking
bulk-job-previewed = Waits for you
bulk-job-queued = Queued
bulk-job-running = Running
bulk-job-completed = Done
bulk-job-cancelled = Stopped
bulk-job-undoing = Being undone
bulk-job-undone = Undone
bulk-item-pending = Not looked at
bulk-item-ready = Will change
bulk-item-unchanged = Unchanged
bulk-item-refused = Refused
bulk-item-changed = Changed
bulk-item-undone = Undone
bulk-item-kept = Not undone
bulk-range = { $from } – { $to }
bulk-what = Action
bulk-change = Change
bulk-summary-previewed = Of { $total } rows { $ready } will change, { $unchanged } stay as they are, { $refused } are refused.
bulk-summary-nothing = Nothing would change: { $unchanged } rows are as wanted already, { $refused } are refused.
bulk-summary-completed = { $changed } rows were changed, { $unchanged } were as wanted already, { $refused } were refused.
bulk-summary-cancelled = Stopped: { $changed } rows were changed, { $ready } were not.
bulk-summary-undone = { $undone } rows are what they were before. { $kept } stay, because somebody has changed them since.
bulk-run =
    { $count ->
        [one] Change one row
       *[other] Change { $count } rows
    }
bulk-run-reversible = You can undo it afterwards.
bulk-run-final = This cannot be undone.
bulk-kept-until = Kept until { $date }, then removed with its rows.
bulk-undo = Undo
bulk-undo-text =
    { $count ->
        [one] One row goes back to what it was. If somebody has changed it since, it stays as it is.
       *[other] { $count } rows go back to what they were. Those that somebody has changed since stay as they are.
    }
bulk-previewing-text = The rows are being looked at. Nothing changes yet, and you may leave this page.
bulk-changing-text = The rows are being changed. You may leave this page.
bulk-undoing-text = The changes are being taken back. You may leave this page.
bulk-stopped-because = It was stopped
bulk-done-begun = The change has begun
bulk-done-stopped = It has been stopped
bulk-done-undo-begun = The changes are being taken back
bulk-error-changed-since = Somebody has changed this row since. It stays as it is.
bulk-error-irreversible = This cannot be undone.
bulk-error-too-many = At most { $count } rows can be changed at once. Narrow the list by its filters.
bulk-error-nothing-chosen = No rows are chosen, or they are gone meanwhile. Tick some in the list.
bulk-error-begun = It has been begun already, so its values stay.
bulk-error-nothing-to-do = There is no row that would change.
bulk-error-not-now = This cannot be begun now. Load the page again to see how it stands.
bulk-error-job-ended = It has ended already.
bulk-error-nothing-to-undo = There is no change to take back.
bulk-error-too-old = This ended too long ago to be taken back.
bulk-error-left = Who has begun it does not work here any more.
bulk-other-mapping = Other columns
bulk-other-mapping-help = Say what the columns of the refused rows mean, then try those again. The examples are from the first refused row; rows that are done stay as they are.
bulk-retry-count =
    { $count ->
        [one] Try one refused row again
       *[other] Try { $count } refused rows again
    }
