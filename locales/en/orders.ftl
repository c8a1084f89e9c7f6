orders-title = Order { $number }
orders-new = New phone order
orders-create = Create order
orders-import = Import
orders-tabs = Orders by status
orders-all = All
orders-search = Search by number, phone, last 4 digits, name or SKU
orders-number = Order
orders-buyer = Buyer
orders-status = Status
orders-paid = Payment
orders-paid-any = Any payment
orders-source = Source
orders-source-any = Any source
orders-ordered = Ordered
orders-total = Total
orders-held = On hold: { $reason }
orders-empty-title = No orders yet
orders-empty = Take an order by phone, or import the orders of your shop.
orders-none-found-title = No order matches
orders-none-found = Try fewer filters, the last 4 digits of the phone, or another spelling of the name.

orders-status-draft = Draft
orders-status-pending = To confirm
orders-status-confirmed = Confirmed
orders-status-processing = Picking
orders-status-packed = Packed
orders-status-out-for-delivery = On the way
orders-status-delivered = Delivered
orders-status-cancelled = Cancelled
orders-shipping-pending = On the shelf
orders-shipping-processing = Being packed
orders-shipping-dispatched = With the courier
orders-shipping-delivered = With the buyer
orders-shipping-returned = Came back
orders-financial-unpaid = Unpaid
orders-financial-partially-paid = Partly paid
orders-financial-paid = Paid
orders-financial-partially-refunded = Partly refunded
orders-financial-refunded = Refunded
orders-source-admin = Admin
orders-source-phone = Phone
orders-source-website = Website
orders-source-woocommerce = WooCommerce
orders-source-shopee = Shopee
orders-source-tiktok-shop = TikTok Shop
orders-source-live = Live
orders-source-whatsapp = WhatsApp
orders-source-messenger = Messenger
orders-source-api = API

orders-next = Next step
orders-next-draft = This order is still being written.
orders-next-pending = Call the buyer, then confirm. Confirming reserves the stock.
orders-next-confirmed = The stock is reserved. Pick and pack the parcel.
orders-next-packed = The parcel is packed. Hand it to a courier.
orders-next-out = The parcel is with the courier. Write down the delivery, or that it came back.
orders-next-delivered = Delivered. The money is still on its way.
orders-next-done = Delivered and paid. Nothing is left to do.
orders-next-cancelled = This order was cancelled. Its stock is free again.
orders-confirm = Confirm order
orders-pack = Mark as packed
orders-hold = Hold
orders-hold-reason = Why does it wait?
orders-release = Let it go on
orders-on-hold = On hold
orders-cancel = Cancel order
orders-cancel-reason = Why is it cancelled?
orders-cancelled-because = Cancelled
orders-buyer-page = Buyer’s page
orders-buyer-note = Note from the buyer
orders-buyer-record = { $delivered } delivered, { $refused } refused
orders-address = Deliver to
orders-audit = Audit log of this order
orders-lines = Items
orders-line-n = Item { $n }
orders-product = Product
orders-quantity = Quantity
orders-price = Price
orders-price-own = Own price
orders-line-total = Amount
orders-line-discount = less { $amount }
orders-available = { $count } available
orders-unmatched = SKU not known here
orders-match = Match
orders-match-label = Which SKU is it?
orders-subtotal = Subtotal
orders-discount = Discount
orders-shipping = Delivery charge
orders-tax = Tax
orders-tax-included = Tax included
orders-adjustment = Fees and rounding
orders-cancelled-value = Cancelled
orders-history = History
orders-note = Note
orders-note-label = For your colleagues
orders-note-add = Add note
orders-changed-elsewhere = Somebody has just changed this order.
orders-reload = Show the changes

orders-find-buyer = Find the buyer
orders-find-buyer-help = Name, phone or the last 4 digits. Enter takes the first.
orders-find-product = Find a product
orders-find-product-help = Name in any language, SKU or barcode. Enter takes the first.
orders-find-none = Nothing found
orders-phone = Phone
orders-phone-help = A buyer with this number is recognised.
orders-name = Name
orders-line1 = Street and house
orders-line2 = More of the address
orders-city = City
orders-district = District
orders-email = E-mail
orders-sku = SKU or barcode
orders-money = Money and note
orders-more-rows = More rows

orders-done-created = Order { $number } is created.
orders-done-confirmed = Order { $number } is confirmed. Its stock is reserved.
orders-done-packed = Order { $number } is packed.
orders-done-cancelled = Order { $number } is cancelled.
orders-done-held = Order { $number } is on hold.
orders-done-released = Order { $number } goes on.
orders-done-noted = The note is added.
orders-done-matched = The item is now { $sku }.

orders-error-step = Order { $number } is “{ $status }” by now, so this step is not possible. Load the page again to see what happened.
orders-error-reason = Write a reason; everybody sees it in the history.
orders-error-cancel-on-the-way = The parcel is on its way. Bring it back first, then cancel.
orders-error-not-packed = Only a packed order can be handed to a courier.
orders-error-not-on-the-way = Only an order that is on its way can come back.
orders-error-hold-late = An order that has left cannot be held.
orders-error-match-late = The items of this order can no longer be changed.
orders-error-quantity = Write a whole number from 1 to 10,000.
orders-error-no-lines = Add at least one product.
orders-error-too-many-lines = An order has at most 100 items.
orders-error-unknown-sku = There is no product with the SKU { $sku }.
orders-error-unknown-sku-plain = There is no product with this SKU.
orders-error-not-sellable = { $sku } is not for sale at the moment.
orders-error-discount = The discount is larger than the value of the items.
orders-note-changed-there = The order has changed on the platform after you began to work on it. Compare both.

home-title = Welcome, { $name }
home-nothing-yet = Your role has no numbers to show here. Use the navigation.
home-placed = Orders today
home-placed-value = Value today
home-delivered = Delivered today
home-delivered-value = Value delivered
home-before = { $amount } a week ago by this time
home-waiting = What waits
home-wait-confirm = { $count ->
    [one] order to confirm
   *[other] orders to confirm
}
home-wait-pack = { $count ->
    [one] order to pack
   *[other] orders to pack
}
home-wait-dispatch = { $count ->
    [one] parcel to hand over
   *[other] parcels to hand over
}
home-wait-deliver = { $count ->
    [one] parcel on the way
   *[other] parcels on the way
}
home-held = { $count ->
    [one] order on hold
   *[other] orders on hold
}
home-unmatched = { $count ->
    [one] item with an unknown SKU
   *[other] items with an unknown SKU
}
home-chart = Value of orders, last 14 days
home-chart-table = Show as a table
home-day = Day
