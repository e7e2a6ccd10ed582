/** Letters: what comes after the greeting goes on in small letters. */
export default {
  'Hello,': 'Guten Tag,',
  'Hello {name},': 'Guten Tag {name},',
  'See the order': 'Zur Bestellung',

  'please show us that mail to this address arrives. Open this page and press the button on it:': 'bitte zeigen Sie uns, dass Mails an diese Adresse ankommen. Öffnen Sie diese Seite, und drücken Sie den Knopf darauf:',
  'The link works for three days. If you did not give us this address, you need do nothing.': 'Der Link gilt drei Tage. Wenn Sie uns diese Adresse nicht gegeben haben, müssen Sie nichts tun.',
  'You have an account with this address already': 'Mit dieser Adresse haben Sie schon ein Konto',
  'somebody, perhaps you, wanted to use this e-mail address for an account at {shop}. There is one with it already, so nothing was changed.':
    'jemand, vielleicht Sie selbst, wollte diese E-Mail-Adresse für ein Konto bei {shop} verwenden. Es gibt schon eines mit ihr, deshalb wurde nichts geändert.',
  'To log in to it: {link}': 'Hier melden Sie sich an: {link}',
  'A new e-mail address for your account': 'Eine neue E-Mail-Adresse für Ihr Konto',
  'somebody, we hope you, asked for the e-mail address of your account to be changed to {email}. It is changed when the link that we sent there is opened.':
    'jemand, hoffentlich Sie selbst, möchte die E-Mail-Adresse Ihres Kontos in {email} ändern. Sie wird geändert, sobald der Link geöffnet wird, den wir dorthin gesendet haben.',
  "If it was not you, change your password at once, which also takes that link's power away: {link}": 'Wenn Sie es nicht waren, ändern Sie sofort Ihr Passwort; damit gilt auch der Link nicht mehr: {link}',
  'Your e-mail address was changed': 'Ihre E-Mail-Adresse wurde geändert',
  'the e-mail address of your account is now {email}, and all other devices are logged out. Mail about your orders goes there from now on.':
    'die E-Mail-Adresse Ihres Kontos ist jetzt {email}, und alle anderen Geräte sind abgemeldet. Mails zu Ihren Bestellungen gehen von nun an dorthin.',
  'If you did not do this, answer this mail, and we will look into it.': 'Wenn Sie das nicht waren, antworten Sie auf diese Mail, und wir gehen der Sache nach.',

  'A new password for your account': 'Ein neues Passwort für Ihr Konto',
  'somebody, we hope you, asked for a new password. Choose it here:': 'jemand, hoffentlich Sie selbst, möchte ein neues Passwort. Hier wählen Sie es:',
  'The link works once, for half an hour. If it was not you, you need do nothing: your password is as it was.':
    'Der Link gilt einmal und eine halbe Stunde lang. Wenn Sie es nicht waren, müssen Sie nichts tun: Ihr Passwort ist, wie es war.',
  'Your password was changed': 'Ihr Passwort wurde geändert',
  'the password of your account was changed just now, and all other devices are logged out.': 'das Passwort Ihres Kontos wurde gerade geändert, und alle anderen Geräte sind abgemeldet.',
  'If it was not you, choose a new one at once: {link}': 'Wenn Sie es nicht waren, wählen Sie sofort ein neues: {link}',
  'If it was not you, choose a new password at once: {link}': 'Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort: {link}',
  'A code is asked for from now on': 'Von nun an fragen wir nach einem Code',
  'from now on we ask for a code of your authenticator app whenever you log in. Keep the recovery codes where you find them when the phone is lost.':
    'von nun an fragen wir bei jeder Anmeldung nach einem Code Ihrer Authenticator-App. Bewahren Sie die Ersatzcodes dort auf, wo Sie sie finden, wenn das Telefon verloren ist.',
  'No code is asked for any more': 'Wir fragen nicht mehr nach einem Code',
  'from now on your password is enough to log in: no code is asked for any more.': 'von nun an genügt zum Anmelden Ihr Passwort: Nach einem Code fragen wir nicht mehr.',
  'You have new recovery codes': 'Sie haben neue Ersatzcodes',
  'new recovery codes were made for your account. Those that you had open nothing any more.': 'für Ihr Konto wurden neue Ersatzcodes erstellt. Die bisherigen öffnen nichts mehr.',

  'Your account is locked': 'Ihr Konto ist gesperrt',
  'we have locked your account at {shop}: nobody can log in to it, and all devices are logged out. Orders that are on their way go on.':
    'wir haben Ihr Konto bei {shop} gesperrt: Niemand kann sich anmelden, und alle Geräte sind abgemeldet. Bestellungen, die unterwegs sind, kommen an.',
  'To ask why, or to have it opened again, answer this mail, or write to:': 'Wenn Sie wissen möchten, warum, oder das Konto wieder nutzen wollen, antworten Sie auf diese Mail, oder schreiben Sie an:',
  'Your account is open again': 'Ihr Konto ist wieder offen',
  'your account at {shop} is open again. You can log in with your password as before: {link}': 'Ihr Konto bei {shop} ist wieder offen. Sie können sich mit Ihrem Passwort anmelden wie zuvor: {link}',
  'Forgotten the password? The login page leads to a new one.': 'Passwort vergessen? Auf der Anmeldeseite bekommen Sie ein neues.',

  'An invitation to work at {shop}': 'Eine Einladung, bei {shop} zu arbeiten',
  '{by} invites you to work in the shop {shop}. Your role: {role}.': '{by} lädt Sie ein, im Laden {shop} mitzuarbeiten. Ihre Rolle: {role}.',
  'Open this page to accept:': 'Öffnen Sie diese Seite, um anzunehmen:',
  'The link works once, for seven days. If you do not know what this is about, you need do nothing.':
    'Der Link gilt einmal und sieben Tage lang. Wenn Sie nicht wissen, worum es geht, müssen Sie nichts tun.',

  'Your account is deleted': 'Ihr Konto ist gelöscht',
  'your account is deleted, as you wanted. What you ordered stays in our books without your name and address.':
    'Ihr Konto ist gelöscht, wie Sie es wollten. Was Sie bestellt haben, bleibt ohne Ihren Namen und Ihre Adresse in unseren Büchern.',
  'Thank you for having been our customer.': 'Vielen Dank, dass Sie bei uns eingekauft haben.',

  'somebody, we hope you, would like to know when this is in stock again: {product}.': 'jemand, hoffentlich Sie selbst, möchte wissen, wann dies wieder vorrätig ist: {product}.',
  'If it was you, open this page and press the button on it. You can change your mind there, too:': 'Wenn Sie es waren, öffnen Sie diese Seite, und drücken Sie den Knopf darauf. Dort können Sie es sich auch anders überlegen:',
  'The link works for three days. If it was not you, you need do nothing: we write no more.': 'Der Link gilt drei Tage. Wenn Sie es nicht waren, müssen Sie nichts tun: Wir schreiben nicht noch einmal.',
  'Your order {number}': 'Ihre Bestellung {number}',
  'thank you. Your order {number} is placed: we pack it next and hand it to the carrier.':
    'vielen Dank. Ihre Bestellung {number} ist aufgegeben: Als Nächstes verpacken wir sie und übergeben sie dem Paketdienst.',
  'thank you. Your order {number} is placed: we pack it as soon as it is paid, and hold its items for you until then for a while. If you have not paid yet, the address at the end of this mail leads to where you can.':
    'vielen Dank. Ihre Bestellung {number} ist aufgegeben: Wir verpacken sie, sobald sie bezahlt ist, und halten ihre Artikel bis dahin eine Weile für Sie zurück. Wenn Sie noch nicht bezahlt haben, können Sie es unter der Adresse am Ende dieser Mail.',
  'thank you. Your order {number} is placed: we pack it as soon as it is paid, and hold its items for you until then for a while. If you have not paid yet, you can do so on the page of the order.':
    'vielen Dank. Ihre Bestellung {number} ist aufgegeben: Wir verpacken sie, sobald sie bezahlt ist, und halten ihre Artikel bis dahin eine Weile für Sie zurück. Wenn Sie noch nicht bezahlt haben, können Sie es auf der Seite der Bestellung.',
  'It goes to:': 'Sie geht an:',
  'How far it is:': 'Wie weit sie ist:',
  'See how far it is': 'Stand der Bestellung ansehen',
  'Your payment for order {number} is here': 'Ihre Zahlung für die Bestellung {number} ist da',
  '{total} for your order {number} have arrived. Thank you.': 'wir haben {total} für Ihre Bestellung {number} erhalten. Vielen Dank.',
  'How far the order is:': 'Wie weit die Bestellung ist:',
  'Your invoice, to read or to print:': 'Ihre Rechnung, zum Lesen oder Drucken:',
  '<a>Your invoice</a>, to read or to print.': '<a>Ihre Rechnung</a>, zum Lesen oder Drucken.',
  'Your order {number} is on its way': 'Ihre Bestellung {number} ist unterwegs',
  'the parcel with your order {number} is with the carrier. It goes to:': 'das Paket mit Ihrer Bestellung {number} ist beim Paketdienst. Es geht an:',
  'A part of your order {number} is on its way': 'Ein Teil Ihrer Bestellung {number} ist unterwegs',
  'the last parcel with your order {number} is with the carrier. In it:': 'das letzte Paket mit Ihrer Bestellung {number} ist beim Paketdienst. Darin:',
  'a parcel with a part of your order {number} is with the carrier, and the rest follows. In it:':
    'ein Paket mit einem Teil Ihrer Bestellung {number} ist beim Paketdienst, und der Rest folgt. Darin:',
  'Your order {number} was changed': 'Ihre Bestellung {number} wurde geändert',
  'your order {number} was changed. This is it now:': 'Ihre Bestellung {number} wurde geändert. So sieht sie jetzt aus:',
  '{amount} come back to you, the way you paid.': 'Sie bekommen {amount} zurück, auf dem Weg, auf dem Sie bezahlt haben.',
  'If you did not want this, answer this mail. How far it is:': 'Wenn Sie das nicht wollten, antworten Sie auf diese Mail. Wie weit die Bestellung ist:',
  'your invoice {invoice} for the order {number} is here, to read or to print:': 'hier ist Ihre Rechnung {invoice} zur Bestellung {number}, zum Lesen oder Drucken:',
  'Your invoice for order {number}': 'Ihre Rechnung zur Bestellung {number}',
  'About your order {number}': 'Zu Ihrer Bestellung {number}',
  '{carrier} carries it.': '{carrier} bringt es.',
  '{carrier} carries it, under the number {number}.': '{carrier} bringt es, unter der Nummer {number}.',
  '{carrier} carries it, under the number <a>{number}</a>.': '{carrier} bringt es, unter der Nummer <a>{number}</a>.',
  'Where the parcel is:': 'Wo das Paket ist:',
  'Your order {number} is cancelled': 'Ihre Bestellung {number} ist storniert',
  'your order {number} is cancelled: nothing is sent, and there is nothing to pay. If you have paid {total} already, the money comes back to you.':
    'Ihre Bestellung {number} ist storniert: Es wird nichts versandt, und es ist nichts zu bezahlen. Wenn Sie {total} schon bezahlt haben, bekommen Sie das Geld zurück.',
  'the payment for your order {number} did not arrive in time, so the order is cancelled and its items are free for others. Nothing was charged. If you still want them, order again.':
    'die Zahlung für Ihre Bestellung {number} ist nicht rechtzeitig eingegangen. Deshalb ist die Bestellung storniert, und ihre Artikel sind für andere frei. Es wurde nichts abgebucht. Wenn Sie sie noch möchten, bestellen Sie noch einmal.',
  'The order as it was:': 'Die Bestellung, wie sie war:',
  '{amount} of your order {number} come back to you': 'Sie bekommen {amount} aus Ihrer Bestellung {number} zurück',
  'we have sent {amount} of your order {number} back to your card. It can take your bank up to ten days to show it.':
    'wir haben {amount} aus Ihrer Bestellung {number} auf Ihre Karte zurückgezahlt. Bis Ihre Bank es zeigt, kann es zehn Tage dauern.',
  'we have sent {amount} of your order {number} back to you, the way you paid.': 'wir haben Ihnen {amount} aus Ihrer Bestellung {number} zurückgezahlt, auf dem Weg, auf dem Sie bezahlt haben.',
  'The order:': 'Die Bestellung:',

  'Your return from order {number}': 'Ihre Rückgabe aus der Bestellung {number}',
  'you would like to send this back from your order {number}:': 'Sie möchten dies aus Ihrer Bestellung {number} zurückgeben:',
  'We look at it and write to you. Until then you can change your mind on the page of the order:': 'Wir sehen es uns an und schreiben Ihnen. Bis dahin können Sie es sich auf der Seite der Bestellung anders überlegen:',
  'Please send back what you return from order {number}': 'Bitte senden Sie ein, was Sie aus der Bestellung {number} zurückgeben',
  'we take this back from your order {number}:': 'wir nehmen dies aus Ihrer Bestellung {number} zurück:',
  'Please pack it well, put the number of the order into the parcel, and send it within 14 days to:': 'Bitte verpacken Sie es gut, legen Sie die Bestellnummer ins Paket, und senden Sie es innerhalb von 14 Tagen an:',
  'Keep the receipt of the carrier until we have written that the parcel is here. How far the return is:':
    'Bewahren Sie den Beleg des Paketdienstes auf, bis wir geschrieben haben, dass das Paket da ist. Wie weit die Rückgabe ist:',
  'Your return from order {number} is here': 'Ihre Rückgabe aus der Bestellung {number} ist da',
  'this has come back from your order {number}:': 'dies ist aus Ihrer Bestellung {number} zurückgekommen:',
  '{amount} come back to you, the way you paid. What is not paid yet is owed no more by that much.':
    'Sie bekommen {amount} zurück, auf dem Weg, auf dem Sie bezahlt haben. Was noch nicht bezahlt ist, vermindert sich um diesen Betrag.',
  'Your return from order {number} cannot be taken back': 'Ihre Rückgabe aus der Bestellung {number} können wir nicht annehmen',
  'we cannot take this back from your order {number}:': 'dies aus Ihrer Bestellung {number} können wir nicht zurücknehmen:',
  'The reason: {answer}': 'Der Grund: {answer}',
  'If you see it differently, answer this mail. The order:': 'Wenn Sie es anders sehen, antworten Sie auf diese Mail. Die Bestellung:',

  'Back in stock: {product}': 'Wieder vorrätig: {product}',
  'you asked us to write when this is back, and it is: {product}.': 'Sie haben uns gebeten zu schreiben, wenn dies wieder da ist, und das ist es: {product}.',
  'This is the only mail about it. We forget your address in a month; to have it deleted now, open this page: {link}':
    'Dies ist die einzige Mail dazu. In einem Monat vergessen wir Ihre Adresse; um sie gleich löschen zu lassen, öffnen Sie diese Seite: {link}'
}
