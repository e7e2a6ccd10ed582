// What the admin has beside shop.js: keys for its lists. Everything works without them.
import { onListKey } from './scripts/keys.js'

addEventListener('keydown', onListKey)

// Where CSS cannot say it (scroll-initial-target), a row of links that scrolls is scrolled to the open one.
if (!CSS.supports('scroll-initial-target', 'nearest')) {
  for (const open of document.querySelectorAll('.admin nav ul [aria-current]')) {
    const row = open.closest('ul')
    row.scrollLeft += open.getBoundingClientRect().right + 32 - row.getBoundingClientRect().right
  }
}
