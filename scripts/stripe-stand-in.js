import process from 'node:process'
import { StripeStandIn } from './stripe/stand-in.js'

// Pays without money: start this, then the shop with the settings that it prints.
const [port = '12111', shop = 'http://127.0.0.1:3000'] = process.argv.slice(2)
const webhookSecret = 'whsec_standin'
const standIn = new StripeStandIn({ webhookSecret })
standIn.webhookUrl = new URL('/webhooks/stripe', shop).href
const url = await standIn.listen(Number(port))
console.log(`A stand-in for Stripe is at ${url}, and tells ${standIn.webhookUrl}. Start the shop with:
  STRIPE_SECRET_KEY=sk_test_standin STRIPE_WEBHOOK_SECRET=${webhookSecret} STRIPE_API_BASE=${url} npm start`)
