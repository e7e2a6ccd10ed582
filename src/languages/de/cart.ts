export default {
  'This item is not for sale any more, so nothing was added.': 'Dieser Artikel wird nicht mehr verkauft, deshalb wurde nichts hinzugefügt.',

  // What happened to an item
  'an item that is no longer sold ({sku})': 'ein Artikel, den es nicht mehr gibt ({sku})',
  'Added: {item}': 'Hinzugefügt: {item}',
  'Sold out, so nothing was added: {name}': 'Ausverkauft, deshalb wurde nichts hinzugefügt: {name}',
  'A basket holds {most} different items at most, so nothing was added: {name}': 'In den Warenkorb passen höchstens {most} verschiedene Artikel, deshalb wurde nichts hinzugefügt: {name}',
  'A basket holds {most} of one item at most, so only {moved, plural, one {# was} other {# were}} added: {name}':
    'In den Warenkorb passen höchstens {most} Stück von einem Artikel, deshalb {moved, plural, one {wurde nur # Stück} other {wurden nur # Stück}} hinzugefügt: {name}',
  'A basket holds {most} of one item at most, so nothing was added: {name}': 'In den Warenkorb passen höchstens {most} Stück von einem Artikel, deshalb wurde nichts hinzugefügt: {name}',
  'Only {available} in stock, so only {moved, plural, one {# was} other {# were}} added: {name}':
    'Nur {available} vorrätig, deshalb {moved, plural, one {wurde nur # Stück} other {wurden nur # Stück}} hinzugefügt: {name}',
  'Only {available} in stock, all in your basket already: {name}': 'Nur {available} vorrätig und schon alle in Ihrem Warenkorb: {name}',
  'Only {quantity} in stock, so the quantity is now {quantity}: {name}': 'Nur {quantity} vorrätig, deshalb ist die Menge jetzt {quantity}: {name}',
  '{what, select, removed {Removed} saved {Saved for later} other {No longer saved}}: {name}': '{what, select, removed {Entfernt} saved {Für später gemerkt} other {Nicht mehr gemerkt}}: {name}',
  'In your basket again: {item}': 'Wieder im Warenkorb: {item}',
  'Sold out, so it stays saved for later: {name}': 'Ausverkauft, deshalb bleibt es für später gemerkt: {name}',
  'A basket holds {most} different items at most, so it stays saved for later: {name}': 'In den Warenkorb passen höchstens {most} verschiedene Artikel, deshalb bleibt es für später gemerkt: {name}',
  'Only {available} in stock, so {moved, plural, =0 {it stays} other {{left, plural, one {# stays} other {# stay}}}} saved for later: {name}':
    'Nur {available} vorrätig, deshalb {moved, plural, =0 {bleibt es} other {{left, plural, one {bleibt # Stück} other {bleiben # Stück}}}} für später gemerkt: {name}',
  'A basket holds {most} of one item at most, so {moved, plural, =0 {it stays} other {{left, plural, one {# stays} other {# stay}}}} saved for later: {name}':
    'In den Warenkorb passen höchstens {most} Stück von einem Artikel, deshalb {moved, plural, =0 {bleibt es} other {{left, plural, one {bleibt # Stück} other {bleiben # Stück}}}} für später gemerkt: {name}',
  'Undone: your basket is as it was before.': 'Rückgängig gemacht: Ihr Warenkorb ist wieder, wie er war.',
  'Your basket has changed since, so there is nothing to undo.': 'Ihr Warenkorb hat sich inzwischen geändert, deshalb gibt es nichts rückgängig zu machen.',
  'Nothing of this order could be added.': 'Von dieser Bestellung ließ sich nichts hinzufügen.',
  '{count, plural, one {# item of this order is} other {# items of this order are}} in your basket.':
    '{count, plural, one {# Artikel dieser Bestellung liegt} other {# Artikel dieser Bestellung liegen}} in Ihrem Warenkorb.',
  'No longer sold: {name}': 'Nicht mehr im Laden: {name}',

  // After a login, or a link from another device
  '{count, plural, one {# item} other {# items}} from {origin, select, visit {this visit} other {your other device}} {count, plural, one {is} other {are}} now in your basket.':
    '{count, plural, other {# Artikel}} {origin, select, visit {aus diesem Besuch} other {von Ihrem anderen Gerät}} {count, plural, one {liegt} other {liegen}} jetzt in Ihrem Warenkorb.',
  '{count, plural, one {# item} other {# items}} from {origin, select, visit {this visit} other {your other device}} {count, plural, one {is} other {are}} saved for later.':
    '{count, plural, other {# Artikel}} {origin, select, visit {aus diesem Besuch} other {von Ihrem anderen Gerät}} {count, plural, one {ist} other {sind}} für später gemerkt.',
  '{count, plural, one {# item from your account is} other {# items from your account are}} saved for later.':
    '{count, plural, one {# Artikel aus Ihrem Konto ist} other {# Artikel aus Ihrem Konto sind}} für später gemerkt.',
  'Not everything from {origin, select, visit {this visit} other {your other device}} could be kept.': 'Nicht alles {origin, select, visit {aus diesem Besuch} other {von Ihrem anderen Gerät}} ließ sich behalten.',
  'From your account, saved for later so that you pay only for what you chose now: {names}': 'Aus Ihrem Konto und für später gemerkt, damit Sie nur zahlen, was Sie jetzt ausgesucht haben: {names}',
  'A basket holds {most} different items at most, so these are saved for later: {names}': 'In den Warenkorb passen höchstens {most} verschiedene Artikel, deshalb sind diese für später gemerkt: {names}',
  'A basket has one coupon: {code} of your account gave way to that of this visit': 'Ein Warenkorb hat einen Gutschein: {code} aus Ihrem Konto wurde durch den aus diesem Besuch ersetzt',
  '{names} and {count} more': '{names} und {count} weitere',
  'now {quantity}': 'jetzt {quantity}',
  'only {quantity} in stock': 'nur {quantity} vorrätig',
  'a basket holds {most} of one item at most': 'in den Warenkorb passen höchstens {most} Stück von einem Artikel',
  'sold out at the moment': 'zurzeit ausverkauft',
  'taken out': 'herausgenommen',
  'the price has changed': 'der Preis hat sich geändert',
  '{pieces} saved for later': '{pieces} für später gemerkt',

  // The basket
  'Enter a number from 0 to {most} for {name}': 'Geben Sie für {name} eine Zahl von 0 bis {most} ein',
  'Enter a number from 0 to {most}<span> for {name}</span>': 'Geben Sie eine Zahl von 0 bis {most} ein<span> für {name}</span>',
  'There is nothing in your basket yet.': 'In Ihrem Warenkorb ist noch nichts.',
  'Did you put something in on another device? <a>Log in</a> to see it here.': 'Haben Sie auf einem anderen Gerät etwas hineingelegt? <a>Melden Sie sich an</a>, dann sehen Sie es hier.',
  'Saved for later': 'Für später gemerkt',
  'Goes well with your basket': 'Passt zu Ihrem Warenkorb',
  '{price} each': '{price} pro Stück',
  '{price} each · {count} items': '{price} pro Stück · {count} Stück',
  'Remove<span> {name} from what is saved</span>': 'Entfernen<span>: {name}, für später gemerkt</span>',
  'Save for later<span>: {name}</span>': 'Für später merken<span>: {name}</span>',
  'Put in basket<span>: {name}</span>': 'In den Warenkorb<span>: {name}</span>',
  'Add to wishlist<span>: {name}</span>': 'Auf die Wunschliste<span>: {name}</span>',
  Update: 'Ändern',
  'Update<span> {name}</span>': 'Ändern<span>: {name}</span>',
  'One less of {name}': 'Eins weniger: {name}',
  'One more of {name}': 'Eins mehr: {name}',
  'Quantity of {name}': 'Menge: {name}',
  'This is not for sale any more. Please remove it.': 'Das wird nicht mehr verkauft. Bitte entfernen Sie es.',
  'Sold out at the moment. Save it for later, or remove it.': 'Zurzeit ausverkauft. Merken Sie es für später oder entfernen Sie es.',
  'Only {available} in stock. Please take fewer.': 'Nur {available} vorrätig. Bitte nehmen Sie weniger.',
  'Only {available} in stock': 'Nur {available} vorrätig',
  'The price has changed: it was {was}, now {price}.': 'Der Preis hat sich geändert: bisher {was}, jetzt {price}.',

  // Its sums
  Summary: 'Übersicht',
  standard: 'Standard',
  '{amount} more and delivery is free': 'Noch {amount}, dann ist der Versand kostenlos',
  'You have free delivery': 'Ihr Versand ist kostenlos',
  'Subtotal <b>{amount}</b>. What delivery costs is worked out with your address.': 'Zwischensumme <b>{amount}</b>. Was der Versand kostet, hängt von Ihrer Adresse ab.',
  'Coupon <b>{code}</b>': 'Gutschein <b>{code}</b>',
  'Take off<span> the coupon {code}</span>': 'Entfernen<span>: Gutschein {code}</span>',
  'Have a coupon?': 'Haben Sie einen Gutschein?',
  Coupon: 'Gutschein',
  'Use it': 'Einlösen',
  'Something here cannot be sent as it stands. Change it, and you can check out.': 'Etwas hier können wir so nicht versenden. Ändern Sie es, dann geht es zur Kasse.',
  'No account needed': 'Ohne Konto',
  'Total <b>{amount}</b>': 'Summe <b>{amount}</b>',
  'Go to checkout': 'Zur Kasse gehen',
  'Enter the code of a coupon: letters, digits and hyphens': 'Geben Sie den Code eines Gutscheins ein: Buchstaben, Ziffern und Bindestriche',
  'The coupon {code} is taken off your basket.': 'Der Gutschein {code} ist eingelöst.',
  'The coupon {code} is out of your basket.': 'Der Gutschein {code} ist entfernt.',

  // On another device
  'Take this basket to another device': 'Diesen Warenkorb auf ein anderes Gerät mitnehmen',
  'Your basket on another device': 'Ihr Warenkorb auf einem anderen Gerät',
  'On another device': 'Auf einem anderen Gerät',
  'Open it on the other device': 'Auf dem anderen Gerät öffnen',
  'Scan this with its camera, or open the link there. It carries the {count, plural, one {# item} other {# items}} that are in your basket now, once, within a quarter of an hour.':
    'Scannen Sie den Code mit der Kamera des Geräts, oder öffnen Sie dort den Link. Er bringt die {count, plural, other {# Artikel}} mit, die jetzt in Ihrem Warenkorb sind, einmal und innerhalb einer Viertelstunde.',
  'QR code of the link below': 'QR-Code des Links darunter',
  'The basket here stays as it is. The link opens nothing else: not your account, and not what you do here later.':
    'Der Warenkorb hier bleibt, wie er ist. Der Link öffnet nichts weiter: nicht Ihr Konto und nicht, was Sie hier später tun.',
  'It works once, for a quarter of an hour. Make a new one from the basket on the other device: nothing is lost there.':
    'Er gilt einmal, für eine Viertelstunde. Machen Sie im Warenkorb auf dem anderen Gerät einen neuen: Dort ist nichts verloren.',
  'See this basket': 'Diesen Warenkorb ansehen',
  'This basket is here already': 'Dieser Warenkorb ist schon hier',
  'Open the link on the device that you want it on. It still works there.': 'Öffnen Sie den Link auf dem Gerät, auf dem Sie ihn haben möchten. Dort gilt er noch.',
  'A basket from another device': 'Ein Warenkorb von einem anderen Gerät',
  'Put {count, plural, one {# item} other {# items}} into this basket': '{count, plural, other {# Artikel}} in diesen Warenkorb legen',
  'What is in the basket here stays there.': 'Was hier im Warenkorb ist, bleibt darin.'
}
