/**
 * Where the rows of a table are once the database is distributed by Citus (npm run db:distribute):
 * `by` a column, whose hash decides; `reference`: all of it on every node; `local`: on the coordinator alone.
 */
export type Placement = { by: string } | 'reference' | 'local'

const BY_SHOPPER: Placement = { by: 'shopper_id' }
const BY_SKU: Placement = { by: 'sku' }

/**
 * Every table of the migrations. Those that are distributed by a column of the same name lie together: rows with the same value are on the same
 * node, so statements and foreign keys may join them by it. A test holds the list against the schema (test/ground/distribution.test.ts).
 */
export const TABLES: Readonly<Record<string, Placement>> = {
  session: { by: 'sid' },

  // What belongs to a shopper, and to an order of theirs.
  address: BY_SHOPPER,
  admin_setting: BY_SHOPPER,
  cart: BY_SHOPPER,
  customer: BY_SHOPPER,
  invoice: BY_SHOPPER,
  order_change: BY_SHOPPER,
  order_event: BY_SHOPPER,
  order_line: BY_SHOPPER,
  order_note: BY_SHOPPER,
  order_promotion: BY_SHOPPER,
  order_return: BY_SHOPPER,
  order_return_line: BY_SHOPPER,
  order_tax: BY_SHOPPER,
  orders: BY_SHOPPER,
  parcel: BY_SHOPPER,
  parcel_line: BY_SHOPPER,
  payment: BY_SHOPPER,
  recovery_code: BY_SHOPPER,
  refund: BY_SHOPPER,
  refund_line: BY_SHOPPER,
  replaced_invoice: BY_SHOPPER,
  review: BY_SHOPPER,
  second_factor: BY_SHOPPER,
  wishlist_item: BY_SHOPPER,
  wishlist_share: BY_SHOPPER,

  stock: BY_SKU,
  stock_alert: BY_SKU,
  stock_day: BY_SKU,
  stock_entry: BY_SKU,

  // What is found by a key of its own, and what leads from such a key to a shopper.
  account_token: { by: 'token_hash' },
  audit: { by: 'audit_id' },
  cart_link: { by: 'token_hash' },
  customer_email: { by: 'email' },
  invoice_series: { by: 'series' },
  mail: { by: 'mail_id' },
  order_number: { by: 'number' },
  promotion_use: { by: 'promotion_id' },
  provider_event: { by: 'event_id' },
  rate_limit: { by: 'key' },
  wishlist_link: { by: 'token' },

  // The catalogue, its terms, and what few people change and many pages read.
  attribute_text: 'reference',
  attribute_value: 'reference',
  catalog_revision: 'reference',
  category: 'reference',
  category_text: 'reference',
  delivery_method: 'reference',
  delivery_rate: 'reference',
  delivery_zone: 'reference',
  former_slug: 'reference',
  held_change: 'reference',
  held_line: 'reference',
  order_view: 'reference',
  picture_text: 'reference',
  price: 'reference',
  product: 'reference',
  product_rating: 'reference',
  product_relation: 'reference',
  product_text: 'reference',
  promotion: 'reference',
  promotion_text: 'reference',
  sales_day: 'reference',
  setting: 'reference',
  staff_invitation: 'reference',
  staff_role: 'reference',
  tax_rate: 'reference',
  variant: 'reference',
  variant_attribute: 'reference',
  variant_text: 'reference',

  // Migrations are applied on the coordinator, and who does a job is agreed on there.
  job: 'local',
  migration: 'local'
}

/** The column by which a table is distributed; undefined where it is on every node, or on the coordinator alone. */
export function columnOf (table: string): string | undefined {
  const placement = TABLES[table]
  return typeof placement === 'object' ? placement.by : undefined
}
