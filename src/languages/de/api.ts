export default {
  // What is not there
  'There is no such line.': 'Diese Zeile gibt es nicht.',
  'There is no such order, or it is not yours.': 'Diese Bestellung gibt es nicht, oder sie ist nicht Ihre.',

  // What does not fit
  'is missing': 'fehlt',
  'is not known here': 'ist hier unbekannt',
  'There is no such way to pay.': 'Diese Zahlungsart gibt es nicht.',

  // What does not go as things stand
  'Nothing was added.': 'Es wurde nichts hinzugefügt.',
  'There is nothing to undo.': 'Es gibt nichts rückgängig zu machen.',
  'The cart is empty, so there is nothing to order.': 'Der Warenkorb ist leer, es gibt nichts zu bestellen.',
  'Say first where the order goes.': 'Geben Sie zuerst an, wohin die Bestellung geht.',
  'No order was made. Look at /checkout/review and order again if that is fine.':
    'Es wurde nichts bestellt. Sehen Sie unter /checkout/review nach und bestellen Sie noch einmal, wenn das in Ordnung ist.',
  'The session of this request has ended, so nothing was changed. Send it again with the cookie of now.':
    'Die Sitzung dieser Anfrage ist beendet, deshalb wurde nichts geändert. Senden Sie sie mit dem jetzigen Cookie noch einmal.',

  // Who asks
  'Log in first: this belongs to an account.': 'Melden Sie sich zuerst an: Das gehört zu einem Konto.',
  'Send the ticket with a code of the second factor to /api/v1/session/code.': 'Senden Sie das Ticket mit einem Code des zweiten Faktors an /api/v1/session/code.',
  'The ticket is over. Send the password again.': 'Das Ticket ist abgelaufen. Senden Sie das Passwort noch einmal.'
}
