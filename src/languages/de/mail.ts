/** Letters: what comes after the greeting goes on in small letters. */
export default {
  'Hello,': 'Guten Tag,',
  'Hello {name},': 'Guten Tag {name},',
  'See the order': 'Zur Bestellung',

  'please show us that mail to this address arrives. Open this page and press the button on it:': 'bitte zeigen Sie uns, dass Mails an diese Adresse ankommen. Öffnen Sie diese Seite, und drücken Sie den Knopf darauf:',
  'The link works for three days. If you did not give us this address, you need do nothing.': 'Der Link gilt drei Tage. Wenn Sie uns diese Adresse nicht gegeben haben, müssen Sie nichts tun.',
  'You have an account with this address already': 'Mit dieser Adresse haben Sie schon ein Konto',
  'somebody, perhaps you, wanted to use this e-mail address for an account at Pottle. There is one with it already, so nothing was changed.':
    'jemand, vielleicht Sie selbst, wollte diese E-Mail-Adresse für ein Konto bei Pottle verwenden. Es gibt schon eines mit ihr, deshalb wurde nichts geändert.',
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

  'Your account is deleted': 'Ihr Konto ist gelöscht',
  'your account is deleted, as you wanted. What you ordered stays in our books without your name and address.':
    'Ihr Konto ist gelöscht, wie Sie es wollten. Was Sie bestellt haben, bleibt ohne Ihren Namen und Ihre Adresse in unseren Büchern.',
  'Thank you for having been our customer.': 'Vielen Dank, dass Sie bei uns eingekauft haben.',

  'somebody, we hope you, would like to know when this is in stock again: {product}.': 'jemand, hoffentlich Sie selbst, möchte wissen, wann dies wieder vorrätig ist: {product}.',
  'If it was you, open this page and press the button on it. You can change your mind there, too:': 'Wenn Sie es waren, öffnen Sie diese Seite, und drücken Sie den Knopf darauf. Dort können Sie es sich auch anders überlegen:',
  'The link works for three days. If it was not you, you need do nothing: we write no more.': 'Der Link gilt drei Tage. Wenn Sie es nicht waren, müssen Sie nichts tun: Wir schreiben nicht noch einmal.',
  'Back in stock: {product}': 'Wieder vorrätig: {product}',
  'you asked us to write when this is back, and it is: {product}.': 'Sie haben uns gebeten zu schreiben, wenn dies wieder da ist, und das ist es: {product}.',
  'This is the only mail about it. We forget your address in a month; to have it deleted now, open this page: {link}':
    'Dies ist die einzige Mail dazu. In einem Monat vergessen wir Ihre Adresse; um sie gleich löschen zu lassen, öffnen Sie diese Seite: {link}'
}
