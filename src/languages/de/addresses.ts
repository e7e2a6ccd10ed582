export default {
  'Full name': 'Vor- und Nachname',
  'Street and number': 'Straße und Hausnummer',
  'Second address line': 'Adresszusatz',
  Postcode: 'Postleitzahl',
  'Town or city': 'Ort',
  Country: 'Land',
  'Phone number': 'Telefonnummer',
  'Only for the carrier, should they not find you': 'Nur für Rückfragen des Paketdienstes',
  'Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}}':
    'Geben Sie {field, select, name {Ihren Vor- und Nachnamen} line1 {Straße und Hausnummer} line2 {den Adresszusatz} city {den Ort} other {die Postleitzahl}} ein',
  'Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}} in at most {most} characters':
    'Geben Sie {field, select, name {Ihren Vor- und Nachnamen} line1 {Straße und Hausnummer} line2 {den Adresszusatz} city {den Ort} other {die Postleitzahl}} mit höchstens {most} Zeichen ein',
  'Enter {field, select, name {your full name} line1 {the street and number} line2 {the second address line} city {the town or city} other {the postcode}} in letters and digits':
    'Geben Sie {field, select, name {Ihren Vor- und Nachnamen} line1 {Straße und Hausnummer} line2 {den Adresszusatz} city {den Ort} other {die Postleitzahl}} mit Buchstaben oder Ziffern ein',
  'Enter a postcode of {country}, for example {example}': 'Geben Sie eine Postleitzahl ein, wie es sie dort gibt ({country}), zum Beispiel {example}',
  'Choose a country that we deliver to': 'Wählen Sie ein Land, in das wir liefern',
  'Choose how it should be sent': 'Wählen Sie, wie es versandt werden soll',
  'Enter a phone number with digits, for example +353 1 234 5678, or leave it empty': 'Geben Sie eine Telefonnummer in Ziffern ein, zum Beispiel +49 30 1234567, oder lassen Sie das Feld leer',

  'Your addresses': 'Ihre Adressen',
  'The first is filled in when you check out. An address that you order to comes to the top.': 'Die erste ist an der Kasse schon eingetragen. Eine Adresse, an die Sie bestellen, rückt nach oben.',
  'Change an address': 'Adresse ändern',
  'Change<span> the address of {name}, {street}</span>': 'Ändern<span>: Adresse von {name}, {street}</span>',
  'Put first<span>: {name}, {street}</span>': 'Nach oben<span>: {name}, {street}</span>',
  'Remove<span> {name}, {street}</span>': 'Entfernen<span>: {name}, {street}</span>',
  'There are none yet. An address that you order to is kept here, so that you need not type it again.': 'Sie haben noch keine gespeichert. Eine Adresse, an die Sie bestellen, wird hier gespeichert, damit Sie sie nicht noch einmal tippen müssen.',
  'Add an address': 'Adresse hinzufügen',
  'Keep this address': 'Adresse speichern',
  'Orders that you have placed keep the address that they had.': 'Bestellungen, die Sie aufgegeben haben, behalten ihre Adresse.',
  'The address is kept.': 'Die Adresse ist gespeichert.',
  'The address is changed.': 'Die Adresse ist geändert.',
  'The address is removed.': 'Die Adresse ist entfernt.',
  'This address is not there any more.': 'Diese Adresse gibt es nicht mehr.'
}
