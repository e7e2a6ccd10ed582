/** The page that a shopper pays on, with no card to type: Pay, or go back. */
export function hostedPage (standIn, { method }, response, id, fields) {
  const session = standIn.sessions.get(id)
  if (!session) return response.writeHead(404).end()
  if (method === 'POST' && fields.get('go') === 'pay' && session.status === 'open') standIn.pay(id)
  if (session.status === 'complete') return response.writeHead(303, { location: session.success_url }).end()
  if (method === 'POST') return response.writeHead(303, { location: session.cancel_url }).end()
  const sum = new Intl.NumberFormat('en-IE', { style: 'currency', currency: session.currency }).format(session.amount_total / 100)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pay ${sum}</title>
<body style="font: 1.1rem/1.5 system-ui; max-width: 26rem; margin: 10vh auto; padding: 0 1rem">
<h1>${sum}</h1><p>${escape(session.client_reference_id)}, ${escape(session.customer_email ?? '')}</p>
${session.status === 'open'
  ? '<form method="post"><button name="go" value="pay">Pay</button> <button name="go" value="back">Back to the shop</button></form>'
  : '<p>This page has expired.</p><form method="post"><button name="go" value="back">Back to the shop</button></form>'}
<p><small>A stand-in for Stripe: no money moves.</small></p></body></html>`)
}

function escape (text) {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
}
