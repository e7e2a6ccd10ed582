export default {
  'The items are held for you for another <strong><time>{left}</time></strong>. If the order is not paid by then it is cancelled, and costs you nothing.':
    'Die Artikel sind noch <strong><time>{left}</time></strong> für Sie reserviert. Ist die Bestellung bis dahin nicht bezahlt, wird sie storniert und kostet Sie nichts.',
  'minute at most': 'höchstens eine Minute',
  'Pay by invoice instead': 'Stattdessen auf Rechnung zahlen',
  'Order {number} is paid by invoice. {nextStep}': 'Die Bestellung {number} wird auf Rechnung bezahlt. {nextStep}',
  'The page to pay on cannot be reached at the moment. Your order is kept: try again in a few minutes.':
    'Die Seite zum Bezahlen ist gerade nicht zu erreichen. Ihre Bestellung bleibt bestehen: Versuchen Sie es in ein paar Minuten noch einmal.',
  'On its way back to you': 'Auf dem Weg zurück zu Ihnen',
  'Sent back to you': 'An Sie zurückgezahlt',
  'Could not be sent back yet: we look after it': 'Noch nicht zurückgezahlt: Wir kümmern uns darum'
}
