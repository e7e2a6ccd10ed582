// What the admin has beside shop.js: keys for its lists. Everything works without them.
import { onListKey } from './scripts/keys.js'

addEventListener('keydown', onListKey)
