export default {
  'This item is not in the shop, or not any more.': 'Diesen Artikel gibt es im Laden nicht oder nicht mehr.'
}
