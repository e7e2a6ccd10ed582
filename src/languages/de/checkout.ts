export default {
  // Where it goes
  'The way through checkout': 'Der Weg durch die Kasse',
  'Review and pay': 'Prüfen und bezahlen',
  'Delivery details': 'Angaben zum Versand',
  'Your basket, {count, plural, one {# item} other {# items}}': 'Ihr Warenkorb, {count, plural, other {# Artikel}}',
  'Change the basket': 'Warenkorb ändern',
  'Change<span> the basket</span>': 'Ändern<span>: Warenkorb</span>',
  'No account needed. Have one? <a>Log in</a>': 'Es geht ohne Konto. Haben Sie eines? <a>Anmelden</a>',
  'To reach you about this order': 'Damit wir Sie zu dieser Bestellung erreichen',
  'Add a second address line or a phone number': 'Adresszusatz oder Telefonnummer angeben',
  'free from {limit}': 'ab {limit} kostenlos',
  'Continue to review': 'Weiter zur Prüfung',
  'Nothing is ordered yet.': 'Noch ist nichts bestellt.',

  // What is ordered
  'Check your order': 'Prüfen Sie Ihre Bestellung',
  'Change<span> contact</span>': 'Ändern<span>: Kontakt</span>',
  'Change<span> address</span>': 'Ändern<span>: Adresse</span>',
  'Change<span> delivery</span>': 'Ändern<span>: Versand</span>',
  '{method}, arrives about <span>{days}</span>': '{method}, Ankunft etwa <span>{days}</span>',
  'Your items': 'Ihre Artikel',
  '{problem}. <a>Change</a>': '{problem}. <a>Ändern</a>',
  'The order cannot be sent as it stands.': 'So können wir die Bestellung nicht versenden.',
  'This places your order. {terms} You have 30 days to change your mind.': 'Damit geben Sie Ihre Bestellung auf. {terms} Sie haben 30 Tage Rückgaberecht.',
  'This places your order. You have 30 days to change your mind.': 'Damit geben Sie Ihre Bestellung auf. Sie haben 30 Tage Rückgaberecht.',

  // How it is paid. German law wants the button to say that it binds to pay (§ 312j BGB), which „kaufen“ does.
  'How would you like to pay?': 'Wie möchten Sie bezahlen?',
  'Order and pay {total}': 'Für {total} kaufen',
  'Pay {amount} by invoice': 'Für {amount} kaufen',
  'It comes with the parcel': 'Sie liegt dem Paket bei',
  'You pay nothing now: the invoice is due within 14 days of delivery.': 'Sie zahlen jetzt nichts: Die Rechnung ist innerhalb von 14 Tagen nach der Lieferung fällig.',
  'The invoice is in the parcel. Please pay it within 14 days of delivery.': 'Die Rechnung liegt im Paket. Bitte bezahlen Sie sie innerhalb von 14 Tagen nach der Lieferung.',
  Card: 'Karte',
  'On a page of our payment provider, which opens next': 'Auf einer Seite unseres Zahlungsanbieters, die sich danach öffnet',
  'You pay on the next page, by card.': 'Sie bezahlen auf der nächsten Seite mit Karte.',
  'It is packed as soon as it is paid.': 'Sie wird verpackt, sobald sie bezahlt ist.',

  // Why it was not ordered
  'Choose how you would like to pay': 'Wählen Sie, wie Sie bezahlen möchten',
  'Your basket holds {name}: take it out to go on': 'In Ihrem Warenkorb liegt {name}: Nehmen Sie ihn heraus, dann geht es weiter',
  '{name} is sold out: take it out to go on': '{name} ist ausverkauft: Nehmen Sie den Artikel heraus, dann geht es weiter',
  'Only {available} of {name} are left and your basket holds {quantity}: take fewer to go on':
    '{name}: Nur noch {available} vorrätig, in Ihrem Warenkorb {quantity}. Nehmen Sie weniger, dann geht es weiter',
  'The total was {before}, is now {now}: if that is fine, place the order again':
    'Die Gesamtsumme war {before} und ist jetzt {now}: Wenn das in Ordnung ist, geben Sie die Bestellung noch einmal auf',
  'The page you ordered from was out of date: check the order below and place it again':
    'Die Seite, von der Sie bestellt haben, war nicht mehr aktuell: Prüfen Sie die Bestellung unten und geben Sie sie noch einmal auf',
  'The coupon {code} cannot be used any more, so it is taken off': 'Der Gutschein {code} lässt sich nicht mehr einlösen und ist deshalb entfernt'
}
