export default {
  'There is no order with this number.': 'Eine Bestellung mit dieser Nummer gibt es nicht.',
  'Order not found': 'Bestellung nicht gefunden',
  'There is no order here that you can see': 'Hier ist keine Bestellung, die Sie sehen können',
  'An order shows itself to the account that placed it. One that was placed without an account opens with the whole address of its confirmation, up to the last letter, or is <a>found by its number</a>.':
    'Eine Bestellung zeigt sich dem Konto, mit dem sie aufgegeben wurde. Eine ohne Konto öffnet sich mit der vollständigen Adresse ihrer Bestätigung, bis zum letzten Buchstaben, oder lässt sich <a>mit ihrer Nummer finden</a>.',
  'See your orders': 'Zu Ihren Bestellungen',
  'Log in and see your orders': 'Anmelden und Bestellungen sehen',

  // How far it is
  Placed: 'Aufgegeben',
  Paid: 'Bezahlt',
  Packed: 'Verpackt',
  Sent: 'Versandt',
  Delivered: 'Zugestellt',
  Cancelled: 'Storniert',
  'We pack your order next and hand it to the carrier. {payment}': 'Als Nächstes verpacken wir Ihre Bestellung und übergeben sie dem Paketdienst. {payment}',
  'Your parcel is ready and waits for the carrier. {payment}': 'Ihr Paket ist fertig und wartet auf den Paketdienst. {payment}',
  'A part of your order is on its way, and the rest follows. {payment}': 'Ein Teil Ihrer Bestellung ist unterwegs, der Rest folgt. {payment}',
  'Your parcel is on its way. {payment}': 'Ihr Paket ist unterwegs. {payment}',
  'Your parcel has arrived. You have 30 days to change your mind.': 'Ihr Paket ist angekommen. Sie haben 30 Tage Rückgaberecht.',
  'This order was cancelled: nothing will be sent and there is nothing to pay.': 'Diese Bestellung wurde storniert: Es wird nichts versandt, und es ist nichts zu bezahlen.',

  // Its page
  'Order {number}': 'Bestellung {number}',
  'Order <span>{number}</span>': 'Bestellung <span>{number}</span>',
  'One more step: your order waits to be paid': 'Noch ein Schritt: Ihre Bestellung wartet auf die Bezahlung',
  'Thank you, your order is placed and paid': 'Vielen Dank, Ihre Bestellung ist aufgegeben und bezahlt',
  'Thank you, your order is placed': 'Vielen Dank, Ihre Bestellung ist aufgegeben',
  'Your order number is <strong>{number}</strong>': 'Ihre Bestellnummer ist <strong>{number}</strong>',
  'Arrives about <strong>{days}</strong>': 'Ankunft etwa <strong>{days}</strong>',
  'You find it any time in <a>your orders</a>.': 'Sie finden sie jederzeit unter <a>Ihren Bestellungen</a>.',
  'Bookmark this page: its address shows at any time how far your order is.': 'Setzen Sie ein Lesezeichen auf diese Seite: Unter ihrer Adresse sehen Sie jederzeit, wie weit Ihre Bestellung ist.',
  'Order progress': 'Stand der Bestellung',
  'still to come': 'steht noch aus',
  'Ordered on <time>{date}</time>': 'Bestellt am <time>{date}</time>',
  'Order this again': 'Noch einmal bestellen',
  Details: 'Angaben',
  Parcel: 'Paket',
  'Parcel {position}': 'Paket {position}',
  'Left on <time>{date}</time>': 'Versandt am <time>{date}</time>',
  'From the shop': 'Aus dem Laden',
  Payment: 'Bezahlung',
  'Another carrier': 'Ein anderer Paketdienst',
  '<a>{number}<span>, where it is, at {carrier}</span></a>': '<a>{number}<span>, wo es ist, bei {carrier}</span></a>',
  'See or print it': 'Ansehen oder drucken',
  'With an account, what you order next is listed in one place. <a>Create an account</a>': 'Mit einem Konto finden Sie alles, was Sie künftig bestellen, an einem Ort. <a>Konto anlegen</a>',

  // Taken back
  'Cancel this order': 'Diese Bestellung stornieren',
  'This cannot be undone. You can do it until the order is packed. What you have paid comes back to you.':
    'Das lässt sich nicht rückgängig machen. Sie können es, bis die Bestellung verpackt ist. Was Sie bezahlt haben, bekommen Sie zurück.',
  'Cancel the order': 'Bestellung stornieren',
  'Order {number} is cancelled.': 'Die Bestellung {number} ist storniert.',
  'Something about this order has changed since you opened this page. Here it is as it stands now: you can still cancel it.':
    'An dieser Bestellung hat sich etwas geändert, seit Sie diese Seite geöffnet haben. Hier ist sie auf dem jetzigen Stand: Sie können sie noch stornieren.',
  'The order is {status, select, packed {packed} sent {sent} delivered {delivered} other {cancelled}} by now, so it can no longer be cancelled. You have 30 days to change your mind once it has arrived.':
    'Die Bestellung ist inzwischen {status, select, packed {verpackt} sent {versandt} delivered {zugestellt} other {storniert}} und lässt sich nicht mehr stornieren. Ist sie angekommen, haben Sie 30 Tage Rückgaberecht.',

  // All of them
  'Your orders, older ones': 'Ihre Bestellungen, ältere',
  Number: 'Nummer',
  Status: 'Stand',
  'Nothing yet: your orders will be here.': 'Noch nichts: Hier stehen später Ihre Bestellungen.',
  'There are no older orders.': 'Ältere Bestellungen gibt es nicht.',
  'Ordered without an account? <a>Find the order</a>.': 'Ohne Konto bestellt? <a>Bestellung finden</a>.',
  Newest: 'Neueste',

  // Found again
  'For orders that were placed without an account.': 'Für Bestellungen, die ohne Konto aufgegeben wurden.',
  'Order number': 'Bestellnummer',
  'As in the mail that confirmed it, like P-7K3MQ0XA': 'Wie in der Mail mit der Bestätigung, etwa P-7K3MQ0XA',
  'The one that you gave with the order': 'Die Sie bei der Bestellung angegeben haben',
  'Show the order': 'Bestellung zeigen',
  'What you ordered while you were logged in is in <a>your orders</a>.': 'Was Sie angemeldet bestellt haben, steht unter <a>Ihren Bestellungen</a>.',
  'Ordered with an account? <a>Log in and see your orders</a>.': 'Mit Konto bestellt? <a>Anmelden und Bestellungen sehen</a>.',
  'No order has this number and this e-mail address. Both are in the mail that confirmed it':
    'Zu dieser Nummer und dieser E-Mail-Adresse gibt es keine Bestellung. Beide stehen in der Mail mit der Bestätigung'
}
