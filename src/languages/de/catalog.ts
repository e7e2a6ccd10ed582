export default {
  'There is no such page of this list.': 'Diese Seite der Liste gibt es nicht.',
  'There is no such department in the shop.': 'Diese Abteilung gibt es im Laden nicht.',
  'This product is not in the shop, or not any more.': 'Dieses Produkt gibt es im Laden nicht oder nicht mehr.',
  'There is no such part of the sitemap.': 'Diesen Teil der Sitemap gibt es nicht.'
}
