/** What a shopper's request, or what runs beside them all, may ask every node for, and why. */
export const SHOPPER_REACHES: ReadonlyArray<{ statement: RegExp, because: string }> = [
  { statement: /^with own as materialized \( select \* from session /, because: 'the session is on one node, and only its row says whose it is: customer and cart are looked for by that on all nodes, along their keys' },
  { statement: /from promotion left join promotion_use as used/, because: 'the catalogue, read again when it has changed' },
  { statement: /^select sku, available, low_at as "lowAt" from stock( where changed_at > \$1)?$/, because: 'the catalogue of every process: all of it at the start, then what has changed' },
  { statement: /^select sku, available from stock where sku = any/, because: 'a page of the catalogue' },
  { statement: /from order_number where claimed_by = \$1/, because: 'orders that a customer placed as a guest and claimed since, along an index' },
  { statement: /^select number from orders where lower\(email\) = \$1 and guest$/, because: 'once for an account: when its address is confirmed' },
  { statement: /^(select|update|delete)\b.* session\b.* shopper_id = \$1\b/, because: 'the devices of an account, which sign in and out now and then' },
  { statement: /^delete from account_token where shopper_id = \$1$/, because: 'when a password changes' },
  { statement: /\bstock_alert where email = \$1\b/, because: 'what an address waits for, when it asks, or leaves' },
  { statement: /^delete from mail where topic = \$1/, because: 'a letter that is withdrawn before it is sent' },
  { statement: /^select .* from (payment|refund) where .*(look_at|due_at) <= now\(\)/, because: 'what is due, looked for by each process now and then' }
]

/** Tables of which pages and files of the admin ask every node: lists, searches and sums over all shoppers. */
export const ADMIN_READS: Readonly<Record<string, string>> = {
  audit: 'the log, by time',
  customer: 'the list of customers, and of staff',
  cart: 'baskets that are full now',
  order_line: 'orders by SKU, and what sold',
  order_number: 'orders that a customer has claimed',
  order_promotion: 'what promotions took off',
  order_return: 'the list of returns',
  order_return_line: 'the list of returns',
  orders: 'the list of orders, and sums over it',
  parcel: 'orders by tracking number',
  payment: 'what waits for money',
  promotion_use: 'how often promotions were used',
  review: 'the list of reviews',
  second_factor: 'the list of staff',
  session: 'baskets that are full now, and who works',
  stock: 'the list of stock',
  stock_day: 'what sold in some days'
}
