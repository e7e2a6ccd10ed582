/** An invoice has the words that German law and German books have for what is on it. */
export default {
  'There is no invoice of this order yet: it is written when the order is paid or sent.':
    'Zu dieser Bestellung gibt es noch keine Rechnung: Sie wird geschrieben, wenn die Bestellung bezahlt oder versandt ist.',
  'Open as PDF': 'Als PDF öffnen',
  'Invoice {number}': 'Rechnung {number}',
  From: 'Von',
  To: 'An',
  'VAT number': 'USt-IdNr.',
  Date: 'Datum',
  Order: 'Bestellung',
  Ordered: 'Bestellt',
  Item: 'Artikel',
  Pieces: 'Stück',
  VAT: 'MwSt.',
  'Total in {currency}': 'Gesamtsumme in {currency}',
  'VAT rate': 'Steuersatz',
  Net: 'Netto',
  Gross: 'Brutto',
  'All prices include VAT.': 'Alle Preise enthalten die Mehrwertsteuer.',
  'It replaces invoice {number}.': 'Sie ersetzt die Rechnung {number}.',
  'What is taxed at 0% is exempt from VAT: it leaves the European Union (Article 146 of Directive 2006/112/EC).':
    'Was mit 0 % besteuert ist, ist von der Mehrwertsteuer befreit: Es verlässt die Europäische Union (Artikel 146 der Richtlinie 2006/112/EG).',
  'Paid on {day}. Thank you.': 'Bezahlt am {day}. Vielen Dank.',
  'Please pay it within 14 days of delivery.': 'Bitte bezahlen Sie sie innerhalb von 14 Tagen nach der Lieferung.',
  'This order was cancelled after the invoice was written.': 'Diese Bestellung wurde storniert, nachdem die Rechnung geschrieben war.'
}
