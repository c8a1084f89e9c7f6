catalog-new = Add product
catalog-edit = Edit product
catalog-product = Product
catalog-categories = Categories
catalog-search = Search name, SKU or barcode
catalog-empty-title = No products yet
catalog-empty = Add your first product, or import your products from WooCommerce or Shopify.
catalog-none-title = No product found
catalog-none = Nothing matches these filters. Check the spelling or clear the filters.
catalog-picture = Picture
catalog-pictures = Pictures
catalog-pictures-edit = Edit pictures
catalog-pictures-add = Add pictures
catalog-pictures-add-help = Several at once: JPEG, PNG, WebP or GIF, each up to { $megabytes } MB, { $total } MB together.
catalog-pictures-files = Pictures from this device
catalog-pictures-camera = Or take one now
catalog-pictures-upload = Upload
catalog-pictures-none-title = No pictures yet
catalog-pictures-none = Buyers look first. Add a picture above.
catalog-pictures-order = The first picture is shown in lists.
catalog-pictures-drag = Drag a picture to its place, or use the arrows beside it.
catalog-picture-number = Picture { $number }
catalog-picture-alt = What it shows
catalog-picture-alt-help = For people who cannot see it, and for search engines.
catalog-picture-variant = Of which variant
catalog-picture-every = Of the whole product
catalog-picture-first = Shown in lists
catalog-picture-earlier = Move picture { $number } forward
catalog-picture-later = Move picture { $number } back
catalog-picture-remove = Remove picture
catalog-picture-remove-text = The picture will be gone for good.
catalog-pictures-save = Save pictures
catalog-done-pictures = { $added ->
    [0] No picture was added.
    [one] 1 picture was added.
   *[other] { $added } pictures were added.
}{ $known ->
    [0] { "" }
    [one] { " " }1 was here already.
   *[other] { " " }{ $known } were here already.
}
catalog-done-pictures-saved = The pictures were saved.
catalog-done-picture-removed = The picture was removed.
catalog-error-picture-file = { $file }: { $why } The other pictures were added.
catalog-error-pictures-many = A product has at most { $most } pictures. Remove some first.
catalog-public-all = All products
catalog-public-title = Products of { $merchant }
catalog-public-none-title = Nothing is for sale now
catalog-public-none = Look in again soon.
catalog-public-unknown-title = This product is not here
catalog-public-unknown = It may have been sold out or taken out of sale.
catalog-public-failed = This did not work
catalog-public-failed-text = Try again in a moment.
catalog-public-in = In stock
catalog-public-few = Only a few left
catalog-public-out = Sold out
catalog-public-choices = Choose from
catalog-public-next = Next products
catalog-name = Name
catalog-names = Name in each language
catalog-name-entered = As entered
catalog-description = Description
catalog-status = Status
catalog-status-any = Any status
catalog-status-draft = Draft
catalog-status-active = For sale
catalog-status-inactive = Paused
catalog-status-archived = Archived
catalog-category = Category
catalog-category-any = Any category
catalog-no-category = No category
catalog-stock = Stock
catalog-stock-any = Any stock
catalog-stock-in = In stock
catalog-stock-low = Low stock
catalog-stock-out = Out of stock
catalog-sku = SKU
catalog-sku-help = Leave it empty and we make one.
catalog-codes = Codes and weight
catalog-barcode = Barcode
catalog-weight = Weight
catalog-grams = { $count } g
catalog-tags = Tags
catalog-tags-help = Separate them with commas.
catalog-brand = Brand
catalog-facts = Details
catalog-created = Added
catalog-updated = Last changed
catalog-variant = Variant
catalog-variants = Variants
catalog-only-variant = Only variant
catalog-edit-variant = Edit { $sku }
catalog-options = Options
catalog-options-help = What the variants differ in, such as Size and Colour: up to { $options } options and { $variants } variants. Saving makes the variants that are missing, with the price of the first one.
catalog-option-name = Option { $number }
catalog-option-name-help = Such as Size. Change one value alone to call it otherwise.
catalog-option-values = Values of option { $number }, one in a line
catalog-options-save = Save options
catalog-options-do = Yes, change the variants
catalog-options-sure-title = Nothing is changed yet
catalog-options-sure-text = Read above what would happen, then press the button below; or change the options.
catalog-options-sure = { $hasRenamed ->
    [no] { "" }
   *[other] Called otherwise: { $renamed }.
} { $off ->
    [0] { "" }
    [one] 1 variant has stock, promises or orders and is put out of sale: { $offNames }.
   *[other] { $off } variants have stock, promises or orders and are put out of sale: { $offNames }.
} { $gone ->
    [0] { "" }
    [one] 1 variant is deleted: { $goneNames }.
   *[other] { $gone } variants are deleted: { $goneNames }.
} { $added ->
    [0] { "" }
    [one] 1 variant is added.
   *[other] { $added } variants are added.
}
catalog-error-option-values = Write at least one value.
catalog-error-option-twice = This option is there already.
catalog-error-value-twice = “{ $value }” is there twice.
catalog-error-too-many-variants = These values make { $count } variants; { $most } are possible. Leave some out.
catalog-done-options = Options saved: { $added ->
    [one] 1 variant
   *[other] { $added } variants
} added, { $off } out of sale, { $removed } deleted.
catalog-done-variants = { $count ->
    [0] Nothing was different, nothing was changed.
    [one] 1 variant was saved.
   *[other] { $count } variants were saved.
}
catalog-grid-edit = Edit all
catalog-grid-title = { $count ->
    [one] 1 variant
   *[other] { $count } variants
}
catalog-grid-help = Type to replace, F2 to edit, arrows, Enter and Tab to move, Shift and arrows to select, Ctrl+C and Ctrl+V as in a spreadsheet, Ctrl+D to fill down, Escape to undo.
catalog-grid-changed = { $count ->
    [one] 1 cell changed
   *[other] { $count } cells changed
}
catalog-grid-save = Save variants
catalog-cell-error = { $row }, { $column }: { $message }
catalog-wholesale = Wholesale price
catalog-weight-g = Weight (g)
catalog-error-sku-twice = Another row has this SKU.
catalog-error-barcode-twice = Another row has this barcode.
catalog-error-sku-taken-by = { $product } has this SKU.
catalog-error-barcode-taken-by = { $product } has this barcode.
catalog-error-variant-gone = The variant { $sku } was taken away meanwhile. Your other rows are below, nothing is saved yet.
catalog-for-sale = For sale
catalog-not-for-sale = Not for sale
catalog-price = Price
catalog-price-range = { $from } – { $to }
catalog-prices = Prices
catalog-prices-elsewhere = This product has several variants. Their prices and codes are changed on the product's page.
catalog-price-history = Price changes
catalog-compare-at = Price before
catalog-compare-at-help = Shown crossed out beside the price.
catalog-cost = Cost
catalog-cost-help = What you pay for it. Buyers never see it.
catalog-available = Available
catalog-audit = Changes
catalog-categories-empty-title = No categories yet
catalog-categories-empty = Categories help you and your buyers find products. Add the first one.
catalog-category-new = New category
catalog-category-add = Add category
catalog-category-parent = Inside
catalog-category-top = Top level
catalog-edit-category = Edit { $name }
catalog-category-delete = Delete category
catalog-category-delete-text = { $name } is empty and will be gone for good.
catalog-category-keep = A category can be deleted once no product and no other category is in it.
catalog-done-created = { $name } was added.
catalog-done-saved = { $name } was saved.
catalog-done-category-created = Category { $name } was added.
catalog-done-category-deleted = Category { $name } was deleted.
catalog-error-sku-taken = Another product has this SKU.
catalog-error-barcode-taken = Another product has this barcode.
catalog-error-weight = Write the weight in whole grams, such as 250.
catalog-error-category-taken = There is a category with this name here already.
catalog-error-category-not-empty = { $name } is not empty: { $products ->
    [one] 1 product
   *[other] { $products } products
} and { $children ->
    [one] 1 category
   *[other] { $children } categories
} are in it. Move them first.
catalog-tax-class = Tax class
catalog-tax-class-help = The rate stands with the class, under Settings, Taxes.
catalog-tax-class-standard = Standard
catalog-tax-class-reduced = Reduced
catalog-tax-class-zero = Zero rate
catalog-tax-class-exempt = Exempt
catalog-tax-intro = What is charged on goods of each class, from which day on. Orders keep the tax of their day.
catalog-tax-percent = { $rate } %
catalog-tax-rate = Rate
catalog-tax-inclusive = Prices contain the tax
catalog-tax-inclusive-help = Without the tick the tax is added to the price.
catalog-tax-exclusive = Added to prices
catalog-tax-none-now = No rate today
catalog-tax-no-rates = No rates yet. On goods of this class no tax is worked out.
catalog-tax-past = Past
catalog-tax-now = Now
catalog-tax-future = To come
catalog-tax-open = No end
catalog-tax-end = End
catalog-tax-last-day = Last day
catalog-tax-delete = Delete
catalog-tax-delete-text = This rate has not begun and will be gone. The rate before it goes on.
catalog-tax-new = New rate
catalog-tax-add = Add rate
catalog-tax-first-day = From
catalog-tax-first-day-help = The rate of that day ends the day before.
catalog-done-tax-added = { $class }: the rate was added.
catalog-done-tax-ended = { $class }: the rate has an end.
catalog-done-tax-deleted = { $class }: the rate was deleted.
catalog-error-day = Write a day like 2026-01-31.
catalog-error-tax-rate = Write percent from 0 to 100, such as 18 or 2.5.
catalog-error-tax-untaxed = The rate of this class is 0.
catalog-error-tax-overlap = A rate of this class begins on this day already.
catalog-error-tax-past = This day has passed under another rate. Choose today or a later day.
catalog-error-tax-ended = This rate has ended already.
catalog-error-tax-end-past = Choose today or a later day, not before the rate begins.
catalog-error-tax-end-later = The rate ends before that day. Add a new rate instead.
catalog-error-tax-begun = This rate has begun; it can be ended, not deleted.
catalog-price-from = Price from
catalog-price-to = Price to
catalog-currency = Currency
catalog-bulk-status = Set status
catalog-bulk-category = Move to a category
catalog-bulk-tags = Add or remove tags
catalog-bulk-tags-add = Add these tags
catalog-bulk-tags-remove = Remove these tags
catalog-bulk-how = What to do
catalog-bulk-price = Change prices
catalog-bulk-price-raise-percent = Raise by percent
catalog-bulk-price-lower-percent = Lower by percent
catalog-bulk-price-raise = Raise by an amount
catalog-bulk-price-lower = Lower by an amount
catalog-bulk-price-set = Set to an amount
catalog-bulk-by = How much
catalog-bulk-by-help = Percent or an amount, as chosen above. Every variant of a product changes by itself.
catalog-bulk-step = Round to
catalog-bulk-step-help = New prices become multiples of this, the nearest one.
catalog-bulk-step-none = Cents (no rounding)
catalog-bulk-error-nothing = This would change nothing. Type a number above zero.
catalog-bulk-error-percent = Prices can be lowered by at most 100 and raised by at most 1,000 percent.
catalog-bulk-error-below-zero = A price would fall below zero.
catalog-bulk-error-category-gone = The category is not there any more.
catalog-supplier = Supplier
catalog-no-supplier = No supplier
catalog-similar = Nothing is called “{ $words }”. This is alike:
catalog-export = Export
catalog-texts = Texts
catalog-as-entered = as entered
catalog-markdown-help = Markdown: **bold**, *slanted*, ## heading, - list, [words](https://address).
catalog-attributes = More about it
catalog-attributes-help = Such as material or country of origin. Empty rows are left out; clear a row to remove it.
catalog-attribute-n = Row { $n }
catalog-attribute-name = What
catalog-attribute-value = Value
catalog-brands = Brands
catalog-brands-intro = A new brand is made by writing its name into a product.
catalog-brands-empty-title = No brands yet
catalog-brands-empty = Write a brand into a product and it appears here.
catalog-brands-none-title = No brand found
catalog-brand-search = Search brands
catalog-brand-any = Any brand
catalog-brand-help = Choose one or type a new name.
catalog-brand-merge = Merge into another
catalog-brand-merge-text = All products of { $name } ({ $count }) get the other brand, and { $name } is gone.
catalog-brand-into = The brand that stays
catalog-brand-delete = Delete brand
catalog-brand-delete-text = { $name } is gone for good. Its products ({ $count }) stay, without a brand.
catalog-edit-brand = Edit { $name }
catalog-done-brand-merged = The products of { $name } now have the brand { $other }.
catalog-done-brand-deleted = Brand { $name } was deleted.
catalog-error-brand-taken = There is a brand of this name. Merge the two instead.
catalog-category-active = In use
catalog-category-active-help = Without the tick buyers do not see it, nor the categories in it. Its products stay.
catalog-category-inactive = Not in use
catalog-category-hidden-above = Hidden with the one above
catalog-category-not-public = The category { $name } is not in use: buyers do not see it.
catalog-category-products = { $count ->
    [one] 1 product
   *[other] { $count } products
}
catalog-category-level = Level { $level }:
catalog-category-keys = Drag a category to its place, or hold Alt and press the arrow keys: up and down among its neighbours, right into the one above, left out again.
catalog-move = Move { $name }
catalog-move-up = Up
catalog-move-down = Down
catalog-move-in = Into the one above
catalog-move-out = Out one level
catalog-move-root = To the top level
catalog-move-elsewhere = Elsewhere…
catalog-move-place = Place in the tree
catalog-move-into-help = It becomes the last one there.
catalog-move-button = Move
catalog-done-category-moved = { $name } was moved.
catalog-done-category-stays = { $name } is there already.
catalog-error-category-circle = A category cannot lie in itself or in one below it.
catalog-picture-file = Picture file
catalog-picture-help = JPEG, PNG, GIF or WebP, at most 10 MB.
catalog-picture-upload = Upload picture
catalog-slug = Address
catalog-slug-help = The last part of its address in a shop. Leave it empty and it is made from the name.
catalog-error-slug = Use small Latin letters, digits and single hyphens, such as batik-saree.
catalog-error-slug-taken = This address is in use already.
catalog-seo = Search engines
catalog-seo-help = Without a title the name is shown, without a description the beginning of the text.
catalog-seo-title = Title for search engines
catalog-seo-description = Description for search engines
catalog-seo-of = of about { $most } characters that are shown
catalog-seo-preview = As a search engine shows it
catalog-length = Length
catalog-width = Width
catalog-height = Height
catalog-size = Length × width × height
catalog-size-cm = { $size } cm
catalog-error-centimetres = Write centimetres to the millimetre, such as 30 or 12.5.
catalog-wholesale-help = For who buys many. Buyers of single pieces never see it.
catalog-wholesale-minimum = From so many pieces
catalog-wholesale-from = from { $count } pieces
catalog-error-pieces = Write a whole number above zero, such as 12.
catalog-error-attribute-twice = This stands in another row already.
catalog-error-attributes-many = At most { $most } rows are kept.
catalog-more-filters = More filters
catalog-filter = Filter
catalog-tag = Tag
catalog-supplier-any = Any supplier
catalog-size-guides = Size guides
catalog-size-guides-intro = Measurements by size, for products and whole categories.
catalog-size-guide = Size guide
catalog-size-guide-of = Size guide: { $name }
catalog-size-guide-help = Without one of its own it has that of its category.
catalog-size-guide-category = As its category
catalog-size-guide-category-help = For all products in it and in the categories below that have none of their own.
catalog-no-size-guide = No size guide
catalog-size-guide-edit = Edit size guide
catalog-guides-empty-title = No size guides yet
catalog-guides-empty = Add one and give it to a category or a product: fewer parcels come back because of their size.
catalog-guide-new = New size guide
catalog-guide-description = For whom
catalog-guide-description-help = Such as: women’s blouses, measured on the body.
catalog-guide-fit = How it fits
catalog-guide-fit-help = Such as: cut wide, take the smaller size if you are between two.
catalog-guide-units = The first number is in { $unit }, the one below in { $other }.
catalog-guide-delete = Delete size guide
catalog-guide-delete-text = { $name } is gone for good. While a product or a category has it, it cannot be deleted.
catalog-done-guide-created = Size guide { $name } was added.
catalog-done-guide-deleted = Size guide { $name } was deleted.
catalog-error-guide-taken = There is a size guide of this name already.
catalog-error-guide-used = { $name } is in use: products { $products }, categories { $categories }. Give them another one first.
catalog-sizes = Sizes
catalog-unit = Measured in
catalog-unit-cm = Centimetres
catalog-unit-inch = Inches
catalog-unit-help = Buyers see both; the other one is worked out.
catalog-measurements = Measurements
catalog-measure = What is measured
catalog-guide-grid-help = Sizes stand above, what is measured at the left. Empty rows and columns are left out; save for more of them.
catalog-size-n = Size { $n }
catalog-measure-n = What is measured, row { $n }
catalog-cell-n = Row { $row }, size { $column }
catalog-error-size-missing = Name the size.
catalog-error-size-twice = This size is there already.
catalog-error-measure-missing = Say what is measured.
catalog-error-length = Write a length, such as 96 or 37.5.
catalog-error-grid-large = At most { $most } sizes and { $most } rows.
