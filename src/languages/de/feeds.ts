export default {
  'There is no such part of the sitemap.': 'Diesen Teil der Sitemap gibt es nicht.',
  'New at {shop}': 'Neu bei {shop}',
  'What has come into the shop.': 'Was neu in den Laden gekommen ist.'
}
