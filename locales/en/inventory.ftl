inventory-search = Search name, SKU or barcode
inventory-empty-title = No stock yet
inventory-empty = Stock shows here as soon as there are products. Add or import products first.
inventory-none-title = Nothing found
inventory-none = No stock matches these filters. Check the spelling or clear the filters.
inventory-picture = Picture
inventory-variant = Product
inventory-product = Show product
inventory-sku = SKU
inventory-state = State
inventory-state-all = All
inventory-state-low = Low stock
inventory-state-out = Out of stock
inventory-state-short = Promised too much
inventory-on-hand = On hand
inventory-reserved = Reserved
inventory-unavailable = Set aside
inventory-available = Available
inventory-on-hand-why = On hand: in the warehouse now
inventory-unavailable-why = Set aside: there, but not for sale
inventory-why = { $count ->
    [one] Why 1 unit is available
   *[other] Why { $count } units are available
}
inventory-short-of = { $count ->
    [one] 1 is missing
   *[other] { $count } are missing
}
inventory-more-reserved = { $count ->
    [one] 1 more unit is promised to older orders.
   *[other] { $count } more units are promised to older orders.
}
inventory-owner-order = Order
inventory-owner-live = Live sale
inventory-owner-checkout = Checkout
inventory-owner-waitlist = Waiting list
inventory-owner-transfer = Transfer
inventory-units = Units
inventory-movements = Movements
inventory-movements-empty-title = Nothing has moved yet
inventory-movements-empty = Every sale, return and adjustment will be listed here.
inventory-when = When
inventory-who = Who
inventory-program = The program
inventory-change = Change
inventory-after = On hand after
inventory-aside = Set aside: { $change }
inventory-cause = Cause
inventory-cause-usual = The usual one
inventory-cause-purchase = Purchase
inventory-cause-sale = Sale
inventory-cause-return = Return
inventory-cause-damage = Damage
inventory-cause-count = Count
inventory-cause-correction = Correction
inventory-cause-transfer-out = Transfer out
inventory-cause-transfer-in = Transfer in
inventory-cause-write-off = Write-off
inventory-cause-opening = Opening stock
inventory-reason = Reason
inventory-reason-help = In a few words; it stays in the list of movements.
inventory-adjust = Adjust stock
inventory-adjust-do = Adjust stock
inventory-mode = What to do
inventory-mode-add = Add units
inventory-mode-remove = Remove units
inventory-mode-count = Set to what was counted
inventory-mode-hold = Set aside, not for sale
inventory-mode-unhold = Put back on sale
inventory-reorder = Reorder level
inventory-reorder-level = Order more at
inventory-reorder-help = At or below this number the product shows as low stock. 0 never does.
inventory-audit = Changes
inventory-warehouse = Warehouse
inventory-warehouses = Warehouses
inventory-warehouse-any = All warehouses
inventory-warehouse-first = Main warehouse
inventory-warehouse-name = Name
inventory-warehouse-code = Code
inventory-warehouse-code-help = Short and in capitals, such as CMB.
inventory-warehouse-history = History
inventory-warehouse-new = New warehouse
inventory-warehouse-add = Add warehouse
inventory-warehouses-empty-title = No warehouses yet
inventory-warehouses-empty = The first one is made with the first stock, or add it here.
inventory-default = Default
inventory-make-default = Make default
inventory-done-adjusted = { $available ->
    [one] Stock was adjusted: 1 unit is available.
   *[other] Stock was adjusted: { $available } units are available.
}
inventory-done-warehouse = { $name } was added.
inventory-done-default = { $name } is the default warehouse now.
inventory-error-quantity = Write a whole number of units, such as 5.
inventory-error-code-taken = Another warehouse has this code.
inventory-error-no-warehouse = There is no warehouse in use. Add one first.
inventory-error-out-of-stock = Not enough of { $name } ({ $sku }): { $requested } wanted, { $available } available.
inventory-error-below-zero = { $name } ({ $sku }): only { $on_hand } on hand, so { $requested } cannot be taken out.
inventory-error-unavailable = { $name } ({ $sku }): { $on_hand } on hand and { $unavailable } set aside. Set aside must stay between 0 and what is on hand.
inventory-error-not-there = { $name } ({ $sku }) is promised, but not in the warehouse yet. Receive or count stock first.
inventory-error-no-reservation = Nothing of { $name } ({ $sku }) is reserved for this order.
inventory-error-reserved = { $name } ({ $sku }): { $reserved } of the { $on_hand } on hand are promised. This would leave { $missing } of them without stock: { $orders }. Cancel or change those first, or record a shortage.
inventory-short-instead = Or record a shortage
inventory-short-instead-text = The stock is lowered all the same. The newest promises become short; new stock covers the oldest first.
inventory-allow-short = Lower it and record who is short
inventory-done-adjusted-short = Stock was adjusted: { $available } available. Short of stock now: { $orders }.
inventory-since-when = since { $time }
inventory-expires-in = { $minutes ->
    [one] expires in 1 minute
   *[other] expires in { $minutes } minutes
}
inventory-expires-at = expires { $time }
inventory-reserved-why = Reserved: promised to nobody now
inventory-sold = { $count ->
    [one] 1 unit sold in { $days } days.
   *[other] { $count } units sold in { $days } days.
}
inventory-cover = { $days ->
    [one] What is left will do for 1 day.
   *[other] What is left will do for { $days } days.
}
inventory-coming = { $count ->
    [one] 1 unit is on its way here.
   *[other] { $count } units are on their way here.
}
inventory-lies-in = Lies in { $bin }
inventory-movements-filter = Filter
inventory-movements-none = No movement matches these filters. Choose other days or clear the filters.
inventory-record = Belongs to
inventory-cause-any = All causes
inventory-aside-change = Change of what is set aside
inventory-reference-count = Stock count
inventory-reorder-quantity = Order at least
inventory-max-level = Never more than
inventory-error-max-level = This must not be less than the number at which more is ordered.
inventory-done-saved = Saved.
inventory-bin = Bin
inventory-bin-none = No bin
inventory-bins = Bins
inventory-bins-add = Add bins
inventory-bin-codes = Codes
inventory-bin-codes-help = Several at once, apart by spaces or commas, such as A-01 A-02 A-03.
inventory-bins-empty-title = No bins yet
inventory-bins-empty = Give shelves a code, and say on a product's stock page where it lies.
inventory-bin-variants = Products
inventory-bin-remove = Remove
inventory-bin-remove-sure = Remove { $code }? What lies there stays in the warehouse, without a bin.
inventory-route-order = Place on the route
inventory-route-order-help = Bins are walked past from the least number to the greatest.
inventory-error-bin-code = A code has no spaces or commas.
inventory-error-bin-taken = Another bin here has this code.
inventory-done-bins = { $count ->
    [one] 1 bin was added.
   *[other] { $count } bins were added.
}
inventory-done-bin = { $code } was saved.
inventory-done-bin-removed = { $code } was removed.
inventory-done-warehouse-saved = { $name } was saved.
inventory-warehouse-holds = { $units } units of { $variants } products
inventory-warehouse-stock = Stock here
inventory-warehouse-closed = Not in use
inventory-warehouse-in-use = In use
inventory-warehouse-in-use-help = Only an empty warehouse that is not the default can be put out of use.
inventory-error-warehouse-in-use = This warehouse is the default, holds stock or promises, or has transfers under way. Empty it first.
inventory-address = Address and contact
inventory-line1 = Street and house
inventory-line2 = More of the address
inventory-city = Town
inventory-district = District
inventory-postal-code = Postal code
inventory-contact-person = Ask for
inventory-phone = Phone
inventory-email = E-mail
inventory-transfers = Transfers
inventory-transfer-new = New transfer
inventory-transfer-title = Transfer { $number }
inventory-transfer-number = Number
inventory-transfer-from = From
inventory-transfer-to = To
inventory-transfer-way = From where to where
inventory-transfer-lines = Products
inventory-transfer-facts = Facts
inventory-transfer-search = Search by number
inventory-transfer-create = Create draft
inventory-transfer-make-ready = Reserve and make ready
inventory-transfer-send = Send
inventory-transfer-receive = Receive
inventory-transfer-cancel = Cancel transfer
inventory-transfer-cancelled-because = This transfer was cancelled
inventory-transfer-draft = Draft
inventory-transfer-ready = Ready
inventory-transfer-in-transit = In transit
inventory-transfer-partially-received = Partly received
inventory-transfer-received = Received
inventory-transfer-cancelled = Cancelled
inventory-transfers-empty-title = No transfers yet
inventory-transfers-empty = A transfer moves stock from one warehouse to another and says where it is on the way.
inventory-transfers-none = No transfer matches these filters.
inventory-on-the-way = On the way
inventory-discrepancy = Not as sent
inventory-discrepancy-reason = Why not
inventory-discrepancy-missing = Missing
inventory-discrepancy-damaged = Damaged
inventory-discrepancy-wrong-item = Wrong product
inventory-discrepancy-other = Other
inventory-discrepancy-written-off = Written off
inventory-cancel-outcome = What becomes of what is on the way
inventory-cancel-home = It comes home
inventory-cancel-written-off = It is written off
inventory-came-home = { $count ->
    [one] 1 came home
   *[other] { $count } came home
}
inventory-made = Made
inventory-left = Left
inventory-complete = Complete
inventory-called-off = Cancelled
inventory-notes = Notes
inventory-shipped = Sent
inventory-arrived = Arrived
inventory-leaves = Leaves
inventory-receipts = What was received
inventory-next = Next step
inventory-next-draft = Check the lines. Making it ready reserves the stock, so that nobody else sells it.
inventory-next-ready = Pack it. What you send leaves this warehouse; what stays is for sale again.
inventory-next-receive = Write what is in the box. The rest stays on the way; what will not come needs a reason.
inventory-choose-warehouse = Choose a warehouse
inventory-find-product = Find a product
inventory-find-product-help = Name, SKU or barcode; Enter takes the first.
inventory-more-rows = More rows
inventory-line-n = Line { $n }
inventory-sku-or-barcode = SKU or barcode
inventory-done-transfer-created = { $number } was created.
inventory-done-transfer-saved = { $number } was saved.
inventory-done-transfer-ready = { $number } is ready: its stock is reserved.
inventory-done-transfer-sent = { $number } is on its way.
inventory-done-transfer-received = { $count ->
    [0] { $number } is complete.
    [one] { $number }: 1 unit is still on the way.
   *[other] { $number }: { $count } units are still on the way.
}
inventory-done-transfer-cancelled = { $number } was cancelled.
inventory-error-same-warehouse = A transfer goes to another warehouse.
inventory-error-no-lines = Add at least one product.
inventory-error-unknown-sku = There is no product with this SKU or barcode.
inventory-error-too-many = At most { $most }.
inventory-error-nothing-leaves = Nothing would leave. Write how many units go, or cancel the transfer.
inventory-error-nothing-received = Write what arrived, or what will not come and why.
inventory-error-discrepancy-reason = Say why these did not arrive as they were sent.
inventory-error-over-receipt = Of { $sku } only { $most } are on the way. Count the rest as stock that was found.
inventory-error-line-twice = A line stands twice in this receipt. Load the page again and try once more.
inventory-error-receipt-elsewhere = This receipt belongs to another transfer. Load the page again and try once more.
inventory-error-transfer-step = { $number } does not take this step now. Its state: { $status ->
    [DRAFT] { inventory-transfer-draft }
    [READY] { inventory-transfer-ready }
    [IN_TRANSIT] { inventory-transfer-in-transit }
    [PARTIALLY_RECEIVED] { inventory-transfer-partially-received }
    [RECEIVED] { inventory-transfer-received }
    [CANCELLED] { inventory-transfer-cancelled }
   *[other] { $status }
}
inventory-counts = Stock counts
inventory-count-title = Stock count { $number }
inventory-count-new = New stock count
inventory-count-create = Plan count
inventory-count-draft = Planned
inventory-count-counting = Being counted
inventory-count-posted = Posted
inventory-count-cancelled = Cancelled
inventory-count-what = What is counted
inventory-count-all = Everything in the warehouse
inventory-count-bin = One bin
inventory-count-of-bin = Bin { $bin }
inventory-count-class = A class by sales
inventory-count-class-help = By the value sold here in the last 90 days.
inventory-class = Class
inventory-class-a = A: the first 80 % of sales
inventory-class-b = B: the next 15 %
inventory-class-c = C: the rest
inventory-count-blind = Blind: without what is expected
inventory-count-blind-help = Whoever counts does not see the number in the books.
inventory-count-way = Way of counting
inventory-count-progress = Counted
inventory-counts-empty-title = No stock counts yet
inventory-counts-empty = Plan a count of a bin, a class or everything. Selling goes on meanwhile.
inventory-counts-none = No count is in this state.
inventory-count-none = No line here.
inventory-count-draft-title = Not begun yet
inventory-count-draft-text = The lines are written down when the count begins.
inventory-count-start = Begin to count
inventory-count-cancel = Cancel count
inventory-count-cancel-sure = Cancel this count? Nothing that was counted is booked.
inventory-count-post = Post count
inventory-count-post-do = Book the differences
inventory-count-post-what = { $counted } lines are counted, { $different } of them differ from the books.
inventory-count-post-rest = { $count ->
    [one] 1 line is not counted and stays as it is.
   *[other] { $count } lines are not counted and stay as they are.
}
inventory-next-count-draft = When you begin, what the books say is written down. Selling goes on.
inventory-next-counting = { $count ->
    [0] All lines are counted; { $different } differ. Look at them, then post.
    [one] 1 line is not counted yet; { $different } differ.
   *[other] { $count } lines are not counted yet; { $different } differ.
}
inventory-count-one = Count one product
inventory-count-one-help = By SKU or barcode; also one that nobody expected here.
inventory-count-one-do = Keep
inventory-counted = Counted
inventory-count-open = Not counted
inventory-count-different = Differences
inventory-count-lines = Lines of the count
inventory-count-expected = expected { $count }
inventory-count-entry-help = Count what stands on the shelf now, and packed parcels that have not left. Leave a line empty while it is not counted. What is sold afterwards does not matter.
inventory-count-keep = Keep what was counted
inventory-count-began = At the beginning
inventory-count-books = In the books then
inventory-difference = Difference
inventory-count-booked = Posted
inventory-done-count-created = { $number } is planned.
inventory-done-count-started = { $number } has begun.
inventory-done-counted = { $count ->
    [0] Nothing was changed.
    [one] 1 line was kept.
   *[other] { $count } lines were kept.
}
inventory-done-counted-one = { $sku } was kept.
inventory-done-count-posted = { $count ->
    [0] { $number } was posted: the books were right.
    [one] { $number } was posted: 1 line changed the books.
   *[other] { $number } was posted: { $count } lines changed the books.
}
inventory-done-count-posted-short = { $number } was posted. Short of stock now: { $orders }.
inventory-done-count-cancelled = { $number } was cancelled.
inventory-error-count-bin = Choose a bin of this warehouse.
inventory-error-count-empty = There is nothing to count: no stock was ever kept there. Choose something else.
inventory-error-count-too-large = At most { $most } products are counted at once. Count by bin or by class.
inventory-error-count-overlap = { $number } counts some of the same products now. Post or cancel it first.
inventory-error-count-nothing = Nothing is counted yet.
inventory-to-order = To order
inventory-to-order-text = What has come down to its reorder level. Suggested from the sales of { $days } days, to do for { $cover } days.
inventory-to-order-empty-title = Nothing to order
inventory-to-order-empty = Products show here when they come down to the number at which you order more. Set it on a product's stock page.
inventory-sold-lately = Sold
inventory-days-left = Days left
inventory-suggested = Suggested order
inventory-gone-within = Gone within
inventory-gone-any = Gone whenever
inventory-gone-within-days = { $count ->
    [one] Gone within 1 day
   *[other] Gone within { $count } days
}
inventory-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
inventory-sales-days = Sales looked at
inventory-sales-of-days = { $count ->
    [one] Sales of 1 day
   *[other] Sales of { $count } days
}
inventory-cover-days = Order for
inventory-order-for-days = { $count ->
    [one] Order for 1 day
   *[other] Order for { $count } days
}
inventory-error-count-step = { $number } does not take this step now. Its state: { $status ->
    [DRAFT] { inventory-count-draft }
    [COUNTING] { inventory-count-counting }
    [POSTED] { inventory-count-posted }
    [CANCELLED] { inventory-count-cancelled }
   *[other] { $status }
}
inventory-buffers = Channel buffers
inventory-buffers-text = A channel is shown what is available less its buffer, so that two who buy the last one at the same moment do not both get it.
inventory-buffers-empty-title = No stores are connected
inventory-buffers-empty = Connect a store under Channels first.
inventory-buffer-all = Kept back of every product
inventory-buffer-one = Kept back of one product
inventory-buffer = Kept back
inventory-buffer-shown = Shown to the channel
inventory-buffer-help = Empty takes the exception away.
inventory-buffer-none = No product is an exception.
inventory-buffer-more = { $count ->
    [one] 1 more exception is not shown; find the product to change it.
   *[other] { $count } more exceptions are not shown; find the product to change one.
}
inventory-done-buffer = The buffer was saved.
inventory-on-order = On order
inventory-ordered = { $count } on order from suppliers.
inventory-order-these = Order from suppliers
inventory-labels = Labels
inventory-labels-text = Barcodes to stick on goods. What has no barcode is labelled with its SKU.
inventory-labels-what = What to label
inventory-labels-code = Code
inventory-price = Price
inventory-labels-count = Labels
inventory-labels-empty-title = Nothing chosen yet
inventory-labels-empty = Type or scan a SKU or barcode, or come here from the stock page of a product.
inventory-labels-add = Add
inventory-labels-on = Sheet
inventory-labels-format = Printed on
inventory-labels-a4-24 = A4, 24 labels of 70 × 37 mm
inventory-labels-a4-65 = A4, 65 labels of 38 × 21 mm
inventory-labels-a4-16 = A4, 16 shelf labels of 99 × 34 mm
inventory-labels-roll = Roll, 50 × 25 mm
inventory-labels-skip = Labels used already
inventory-labels-skip-help = Of the first sheet. They stay empty.
inventory-labels-price = With the price
inventory-labels-most = At most { $most } labels in a file.
inventory-labels-make = { $count ->
    [one] Make 1 label
   *[other] Make { $count } labels
 }
inventory-labels-places = Labels of the places
inventory-error-unknown-code = No product has this SKU or barcode.
inventory-error-no-labels = Say how many labels to print.
inventory-error-many-labels = A file holds at most { $most } labels. Make several.
inventory-backorder-limit = May be promised before it is here
inventory-backorder-limit-help = So many pieces more than there are can be ordered. What arrives goes to the oldest order first.
inventory-backordered = { $count } of at most { $limit } are promised before they are here.
inventory-error-backorder-limit = { $count } are promised before they are here already; the number must not be less.
inventory-fulfilment = Where orders are served from
inventory-fulfilment-help = When an order is confirmed, its goods are reserved in the default warehouse, or by this rule.
inventory-by-stock = Choose by stock
inventory-by-stock-help = The first warehouse that has everything; else as few as possible, in their order.
inventory-split-lines = Pieces of one line may come from several warehouses
inventory-split-lines-help = Without it a line comes whole from one warehouse, or the order is not confirmed.
inventory-priority-of = Place of { $warehouse }
inventory-priority-help = 1 is first. Empty: it does not serve orders.
inventory-error-priority = Write a whole number from 1 to 999, or nothing.
inventory-error-no-priority = Give at least one warehouse a place.
inventory-done-fulfilment = Saved. It holds for orders that are confirmed from now on.
