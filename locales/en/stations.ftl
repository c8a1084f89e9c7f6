stations-index-text = For tablets in the warehouse. What was opened once works without a network for a while.
stations-receive = Receive
stations-pick = Pick
stations-pack = Pack
stations-count = Count
stations-returns = Returns
stations-receive-text = Scan what a supplier or another warehouse has sent
stations-pick-text = Collect the goods of the oldest orders, bin by bin
stations-pack-text = Check each piece of an order before it is packed
stations-count-text = Count a bin or the whole warehouse
stations-returns-text = Scan a parcel that came back, or what a buyer returns
stations-verdict-applied = Counted
stations-verdict-repeated = There already
stations-verdict-refused = Refused
stations-verdict-conflict = Waits for a decision
stations-said-of = { $name }: { $done } of { $expected }
stations-said-done = { $name }: { $done }
stations-said-complete = { $name } is complete: { $expected }
stations-said-undone = Taken back: { $code }
stations-said-wrong = { $code } does not belong here
stations-said-unchecked = { $code } is not in the list. It is kept and checked
stations-said-over = { $name }: more than the { $expected } ordered. Tick it below and scan again if that is meant
stations-out-of = of { $expected }
stations-error-sender = These scans are of somebody else or another organization. Sign in as them to send these.
stations-error-id-taken = This scan has the id of another one.
stations-error-quantity = A whole number from 1 to 10,000
stations-error-unknown-code = Nothing has the code { $code }
stations-error-not-ordered = { $code } is not in { $number }
stations-error-wrong-item = { $code } is not in order { $number }
stations-error-not-wanted = No order waits for { $code } in { $place }
stations-error-over = { $name }: more than the { $expected } ordered in { $number }
stations-error-most = { $name }: at most { $most } may come in { $number }
stations-error-purchase-closed = Nothing more can come of { $number }
stations-error-pack-step = Order { $number } cannot be packed: { $status }
stations-error-returns-step = Order { $number } is not on the way: { $status }
stations-error-count-over = Count { $number } is not being counted any more
stations-error-settled = { $code } is booked already
stations-error-nothing = Nothing was scanned of { $number } yet.
stations-error-incomplete = Order { $number }: pieces that were not scanned yet: { $count }.
stations-error-missing = Order { $number }: pieces that were not scanned: { $count }. Scan them, or say that they are missing.
stations-error-not-found = There is nothing of this number
stations-error-resolved = Somebody has decided about this scan already.
stations-error-undo-task = What takes a scan back can only be dropped.
stations-kind-ok = Right
stations-kind-warn = Look
stations-kind-bad = Wrong
stations-online = Connected
stations-offline = No network
stations-unsent = Not sent yet: { $count }
stations-finish-later = Some scans are not sent yet. This is possible once they are.
stations-stopped = The server cannot take this scan. It is kept here.
stations-not-kept = This device cannot keep the scan: nothing was counted. Reload the page.
stations-all-done = All done
stations-camera = Camera
stations-camera-refused = The camera cannot be used. Allow it in the browser, or type the code.
stations-back = Back
stations-open = Open
stations-none-title = Nothing waits here
stations-none = What there is to do appears here by itself.
stations-code-receive = Number of the purchase order or transfer
stations-code-pick = Code of the warehouse
stations-code-pack = Number of the order
stations-code-count = Number of the count, or a bin
stations-code-returns = Number of the return or the order, tracking number or waybill
stations-waiting-orders = { $count ->
    [one] { $count } order waits
   *[other] { $count } orders wait
}
stations-waiting-lines = { $count ->
    [one] { $count } line to count
   *[other] { $count } lines to count
}
stations-waiting-pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
stations-tasks-waiting = { $count ->
    [one] { $count } scan waits for a decision
   *[other] { $count } scans wait for a decision
}
stations-tasks-open = Decide
stations-closed = This cannot be worked on now
stations-closed-text = It is finished, or not that far yet.
stations-for-order = for order { $number }
stations-to-pick = Not everything is picked yet
stations-to-pick-at = { $place }: { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
stations-no-bin = No bin
stations-scan-first = Scan the first piece
stations-ready = Ready to scan
stations-damaged = Broken
stations-over = Count more than was ordered
stations-code = Scan or type a code
stations-quantity = Pieces
stations-scan = Count
stations-undo = Undo
stations-lines = Lines
stations-count-finish = Look at the count
stations-pick-finish = Go on to packing
stations-receive-finish = Finish
stations-receive-finish-text = What was scanned goes on the shelf as one receipt.
stations-receive-finish-do = Book the receipt
stations-transfer-finish-text = What was scanned goes on the shelf as one receipt. Broken pieces are written down as such.
stations-rest-on-the-way = { $count ->
    [one] { $count } piece was not scanned and will not come
   *[other] { $count } pieces were not scanned and will not come
}
stations-reference = Delivery note
stations-order = Order
stations-pack-finish = Finish
stations-weight = Weight
stations-pack-finish-do = Mark as packed
stations-returns-finish = Finish
stations-return-reason = Why it came back
stations-rest-is-missing = The rest is missing
stations-rest-missing = { $count ->
    [one] { $count } piece was not scanned and is written off
   *[other] { $count } pieces were not scanned and are written off
}
stations-returns-finish-do = Bring it back
stations-error-return-closed = Nothing can come of return { $number } now
stations-return = Return
stations-return-finish-text = Whole pieces go on the shelf. Broken ones are set aside and a claim is opened.
stations-rest-not-returned = { $count ->
    [one] { $count } piece was not scanned and is written down as missing
   *[other] { $count } pieces were not scanned and are written down as missing
}
stations-done-received = { $number }: { $count } received.
stations-done-packed = Order { $number } is packed.
stations-done-returned = Order { $number } is back.
stations-done-applied = { $code } counts now.
stations-done-dropped = { $code } is dropped.
stations-tasks = Scans to decide about
stations-tasks-text = Scanned without a network, and not possible when they arrived.
stations-tasks-none-title = Nothing to decide
stations-tasks-none = Every scan could be counted.
stations-task-what = { $quantity } × { $code }
stations-task-code = It was another code
stations-task-code-help = Leave it empty when the code is right.
stations-task-note = Note
stations-task-apply = Count it after all
stations-task-drop = Drop it
stations-program = The program
