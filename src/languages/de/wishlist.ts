export default {
  'This item is not for sale any more.': 'Dieser Artikel wird nicht mehr verkauft.'
}
