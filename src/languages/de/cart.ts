export default {
  'This item is not for sale any more, so nothing was added.': 'Dieser Artikel wird nicht mehr verkauft, deshalb wurde nichts hinzugefügt.'
}
