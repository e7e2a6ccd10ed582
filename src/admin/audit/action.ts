/** What each route does, as the log says it: what somebody wanted, whether they were let or not. */
export const ACTION_NAMES: Readonly<Record<string, string>> = {
  'GET /admin/orders.csv': 'Download orders',
  'POST /admin/orders/layout': 'Change the columns of the orders',
  'POST /admin/orders/bulk': 'Change several orders',
  'POST /admin/orders/views': 'Save a view',
  'POST /admin/orders/views/:id': 'Change a view',
  'POST /admin/orders/views/:id/delete': 'Delete a view',
  'POST /admin/orders/:number/status': 'Change the status of an order',
  'POST /admin/orders/:number/tracking': 'Correct a tracking number',
  'POST /admin/orders/:number/notes': 'Write a note',
  'POST /admin/orders/:number/undo': 'Take back a step of an order',
  'POST /admin/orders/:number/letters': 'Send an e-mail again',
  'POST /admin/orders/:number/edit': 'Change an order',
  'POST /admin/orders/:number/refunds': 'Refund an order',
  'POST /admin/orders/:number/refunds/:id/sent': 'Mark a refund as done',
  'POST /admin/returns/:id/approve': 'Approve a return',
  'POST /admin/returns/:id/refuse': 'Refuse a return',
  'POST /admin/returns/:id/receive': 'Receive a return',
  'POST /admin/reviews/:id/publish': 'Publish a review',
  'POST /admin/reviews/:id/refuse': 'Refuse a review',
  'POST /admin/reviews/:id/reply': 'Reply to a review',
  'POST /admin/customers/:id/lock': 'Lock an account',
  'POST /admin/customers/:id/unlock': 'Unlock an account',
  'POST /admin/customers/:id/devices/end': 'Log a customer out everywhere',
  'POST /admin/customers/:id/devices/:device/end': 'Log out a device of a customer',
  'GET /admin/customers/:id/data': 'Download the data of a customer',
  'POST /admin/customers/:id/erase': 'Erase an account',
  'POST /admin/staff/:id/role': 'Change the role of a colleague',
  'POST /admin/staff/:id/remove': 'Remove a colleague',
  'POST /admin/staff/:id/devices/end': 'Log a colleague out everywhere',
  'POST /admin/staff/invitations': 'Invite a colleague',
  'POST /admin/staff/invitations/:id/send': 'Send an invitation again',
  'POST /admin/staff/invitations/:id/withdraw': 'Withdraw an invitation',
  'POST /admin/staff/roles': 'Add a role',
  'POST /admin/staff/roles/:role': 'Change a role',
  'POST /admin/staff/roles/:role/remove': 'Remove a role',
  'POST /join': 'Accept an invitation',
  'POST /admin/stock/count': 'Count several items',
  'POST /admin/stock/:sku/adjust': 'Change the stock of an item',
  'POST /admin/stock/:sku/count': 'Count an item',
  'POST /admin/stock/:sku/limit': 'Change the limit of low stock',
  'POST /admin/coupons': 'Add a promotion',
  'POST /admin/coupons/:id': 'Change a promotion',
  'POST /admin/coupons/:id/active': 'Switch a promotion on or off',
  'POST /admin/settings': 'Change the settings of the shop',
  'POST /admin/settings/mail': 'Change how e-mails begin and end',
  'POST /admin/settings/mail/:id/test': 'Send a test e-mail',
  'POST /admin/settings/delivery/:id': 'Change a delivery zone',
  'POST /admin/settings/taxes': 'Change the taxes',
  'POST /admin/products/new': 'Add a product',
  'POST /admin/products/:slug': 'Change a product',
  'POST /admin/products/:slug/duplicate': 'Duplicate a product',
  'POST /admin/products/:slug/variants': 'Change variants',
  'POST /admin/products/:slug/variants/new': 'Add a variant',
  'POST /admin/products/:slug/pictures': 'Add a picture',
  'POST /admin/products/:slug/pictures/order': 'Change pictures',
  'GET /admin/products.csv': 'Download products',
  'POST /admin/products/import': 'Import products',
  'POST /admin/products/prices': 'Type prices',
  'POST /admin/products/prices/percent': 'Change prices by percent',
  'POST /admin/products/changes/:id': 'Confirm a change of products',
  'POST /admin/products/changes/:id/discard': 'Discard a change of products',
  'POST /admin/categories': 'Add a category',
  'POST /admin/categories/:slug': 'Change a category',
  'POST /admin/categories/:slug/remove': 'Remove a category',
  'GET /admin/audit.csv': 'Download the audit log'
}

// What is spelled out comes before what any word may stand for.
const PATTERNS = Object.entries(ACTION_NAMES)
  .toSorted(([one], [other]) => one.split(':').length - other.split(':').length)
  .map(([route, name]) => ({ name, pattern: new RegExp(`^${route.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`) }))

/** `Refuse a return` for `POST /admin/returns/161c…/refuse`; empty for what no route of today does. */
export function sayAction (action: string): string {
  const known = PATTERNS.find(({ pattern }) => pattern.test(action))
  if (known) return known.name
  return /^(?:GET|HEAD) /.test(action) ? 'Open a page' : ''
}
