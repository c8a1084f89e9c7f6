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
inventory-reserved-why = Reserved: promised to orders and others
inventory-unavailable-why = Set aside: there, but not for sale
inventory-why = { $count ->
    [one] Why 1 unit is available
   *[other] Why { $count } units are available
}
inventory-short-of = { $count ->
    [one] 1 is missing
   *[other] { $count } are missing
}
inventory-promises = Promised to
inventory-promised-to = For
inventory-since = Since
inventory-until = Until
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
inventory-done-saved = The reorder level was saved.
inventory-done-warehouse = { $name } was added.
inventory-done-default = { $name } is the default warehouse now.
inventory-error-quantity = Write a whole number of units, such as 5.
inventory-error-code-taken = Another warehouse has this code.
inventory-error-no-warehouse = There is no warehouse in use. Add one first.
inventory-error-out-of-stock = Not enough of { $name } ({ $sku }): { $requested } wanted, { $available } available.
inventory-error-reserved = { $name } ({ $sku }): { $reserved } of the { $on_hand } on hand are promised. This would leave { $missing } of them without stock. Cancel or change those orders first.
inventory-error-below-zero = { $name } ({ $sku }): only { $on_hand } on hand, so { $requested } cannot be taken out.
inventory-error-unavailable = { $name } ({ $sku }): { $on_hand } on hand and { $unavailable } set aside. Set aside must stay between 0 and what is on hand.
inventory-error-not-there = { $name } ({ $sku }) is promised, but not in the warehouse yet. Receive or count stock first.
inventory-error-no-reservation = Nothing of { $name } ({ $sku }) is reserved for this order.
