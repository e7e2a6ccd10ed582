export default {
  'Enter your name': 'Geben Sie Ihren Namen ein',
  'Enter your name in at most {most} characters': 'Geben Sie Ihren Namen mit höchstens {most} Zeichen ein',
  'Enter your name in letters and digits': 'Geben Sie Ihren Namen mit Buchstaben oder Ziffern ein',
  'Enter your e-mail address': 'Geben Sie Ihre E-Mail-Adresse ein',
  'Enter an e-mail address in the form name@example.com': 'Geben Sie eine E-Mail-Adresse wie name@example.com ein',
  'Enter a password of at least {min} characters': 'Geben Sie ein Passwort mit mindestens {min} Zeichen ein',
  'Enter a password of at least {min} characters. This one has {length}': 'Geben Sie ein Passwort mit mindestens {min} Zeichen ein. Dieses hat {length}',
  'Enter a password of at most {most} characters': 'Geben Sie ein Passwort mit höchstens {most} Zeichen ein',
  'Choose a password that is not made of the name of the shop or of your e-mail address':
    'Wählen Sie ein Passwort, das nicht aus dem Namen des Ladens oder aus Ihrer E-Mail-Adresse besteht',
  'This password is one of those that are guessed first. Choose another one, say four words that have nothing to do with each other':
    'Dieses Passwort gehört zu denen, die als Erste erraten werden. Wählen Sie ein anderes, etwa vier Wörter, die nichts miteinander zu tun haben',
  'At least {min} characters. A few words in a row are easy to remember and hard to guess.':
    'Mindestens {min} Zeichen. Ein paar Wörter hintereinander sind leicht zu merken und schwer zu erraten.',

  'One basket on all your devices, and your orders in one place.': 'Ein Warenkorb auf allen Ihren Geräten und Ihre Bestellungen an einem Ort.',
  'Create account': 'Konto anlegen',
  'Already have an account? <a>Log in</a>. What is in your basket comes with you.': 'Haben Sie schon ein Konto? <a>Melden Sie sich an</a>. Was in Ihrem Warenkorb ist, kommt mit.',
  'There is an account with this e-mail address already. Log in instead, or use another address':
    'Mit dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich an, oder nehmen Sie eine andere Adresse',
  'Welcome, {name}. Your account is ready.': 'Willkommen, {name}. Ihr Konto ist bereit.',
  'Welcome back, {name}.': 'Willkommen zurück, {name}.',
  Password: 'Passwort',

  'Forgotten your password?': 'Passwort vergessen?',
  'Stay logged in on this device for up to 30 days': 'Auf diesem Gerät bis zu 30 Tage angemeldet bleiben',
  'New here? <a>Create an account</a>. What is in your basket comes with you.': 'Neu hier? <a>Legen Sie ein Konto an</a>. Was in Ihrem Warenkorb ist, kommt mit.',
  'The e-mail address or the password is not right': 'Die E-Mail-Adresse oder das Passwort stimmt nicht',
  'That took longer than ten minutes, so please log in again': 'Das hat länger als zehn Minuten gedauert. Bitte melden Sie sich noch einmal an',
  'Very many people are logging in just now. Please try again in a few seconds.': 'Gerade melden sich sehr viele an. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
  'You are logged out. Your basket is kept with your account.': 'Sie sind abgemeldet. Ihr Warenkorb bleibt bei Ihrem Konto.',
  'Your password is changed. Log in with the new one.': 'Ihr Passwort ist geändert. Melden Sie sich mit dem neuen an.',
  'Your e-mail address is confirmed. Log in with it.': 'Ihre E-Mail-Adresse ist bestätigt. Melden Sie sich mit ihr an.',
  'Your account is deleted, and what we knew of you with it. The shop stays open to you.':
    'Ihr Konto ist gelöscht und mit ihm, was wir über Sie wussten. Der Laden steht Ihnen weiter offen.',

  'Enter a code': 'Code eingeben',
  'Enter the code of your app': 'Geben Sie den Code Ihrer App ein',
  Code: 'Code',
  'The six digits that your authenticator app shows, or one of your recovery codes': 'Die sechs Ziffern, die Ihre Authenticator-App zeigt, oder einer Ihrer Ersatzcodes',
  'This code is not right, or was used before. Enter the one that your app shows now': 'Dieser Code stimmt nicht oder wurde schon verwendet. Geben Sie den ein, den Ihre App jetzt zeigt',

  'Look into your mail': 'Sehen Sie in Ihr Postfach',
  'A new password': 'Ein neues Passwort',
  'If there is an account with this address, a link to choose a new password is on its way to it. It works for half an hour.':
    'Wenn es mit dieser Adresse ein Konto gibt, ist ein Link dorthin unterwegs, mit dem Sie ein neues Passwort wählen können. Er gilt eine halbe Stunde.',
  'Nothing there? Look among the spam, or <a>try another address</a>.': 'Nichts angekommen? Sehen Sie im Spam nach, oder <a>versuchen Sie eine andere Adresse</a>.',
  'Choose a new password': 'Neues Passwort wählen',
  'We send you a link for it.': 'Wir schicken Ihnen einen Link dafür.',
  'Send the link': 'Link senden',
  'Remembered it? <a>Log in</a>.': 'Ist es Ihnen eingefallen? <a>Melden Sie sich an</a>.',
  'For the account of {email}. All devices are logged out with it.': 'Für das Konto von {email}. Alle Geräte werden dabei abgemeldet.',
  'A link that is over: {way}': 'Ein Link, der nicht mehr gilt: {way}',
  'This link does not work any more': 'Dieser Link gilt nicht mehr',
  'It has been used, or its half hour is over, or a newer one was sent. Ask for a new one, and open the newest mail.':
    'Er wurde schon verwendet, seine halbe Stunde ist vorbei, oder wir haben einen neueren gesendet. Fordern Sie einen neuen an, und öffnen Sie die neueste Mail.',
  'Ask for a new link': 'Neuen Link anfordern',
  'It has been used, or its time is over. You can have a new one sent from your account.': 'Er wurde schon verwendet, oder seine Zeit ist vorbei. In Ihrem Konto können Sie sich einen neuen senden lassen.',

  'Is this your e-mail address?': 'Ist das Ihre E-Mail-Adresse?',
  'Yes, it is mine': 'Ja, das ist meine',
  'Your e-mail address is now {email}.': 'Ihre E-Mail-Adresse ist jetzt {email}.',
  'Thank you. Your e-mail address is confirmed.': 'Vielen Dank. Ihre E-Mail-Adresse ist bestätigt.',
  '{claimed, plural, one {Your e-mail address is now {email}. The order that you placed with it before is in your order history.} other {Your e-mail address is now {email}. The # orders that you placed with it before are in your order history.}}':
    '{claimed, plural, one {Ihre E-Mail-Adresse ist jetzt {email}. Die Bestellung, die Sie früher mit ihr aufgegeben haben, steht bei Ihren Bestellungen.} other {Ihre E-Mail-Adresse ist jetzt {email}. Die # Bestellungen, die Sie früher mit ihr aufgegeben haben, stehen bei Ihren Bestellungen.}}',
  '{claimed, plural, one {Thank you. Your e-mail address is confirmed. The order that you placed with it before is in your order history.} other {Thank you. Your e-mail address is confirmed. The # orders that you placed with it before are in your order history.}}':
    '{claimed, plural, one {Vielen Dank. Ihre E-Mail-Adresse ist bestätigt. Die Bestellung, die Sie früher mit ihr aufgegeben haben, steht bei Ihren Bestellungen.} other {Vielen Dank. Ihre E-Mail-Adresse ist bestätigt. Die # Bestellungen, die Sie früher mit ihr aufgegeben haben, stehen bei Ihren Bestellungen.}}',

  'We have sent a link to this address. Open it to show that mail arrives; <a>send it again</a>.':
    'An diese Adresse haben wir einen Link gesendet. Öffnen Sie ihn, damit wir wissen, dass Mails ankommen; <a>Link noch einmal senden</a>.',
  'Your orders': 'Ihre Bestellungen',
  'The last one: <span>{number}</span> of <time>{date}</time>, <span2>{total}</span2>': 'Die letzte: <span>{number}</span> vom <time>{date}</time>, <span2>{total}</span2>',
  'How far each one is, and what was in it. Nothing yet.': 'Wie weit jede ist und was darin war. Noch keine.',
  'What you would like to have one day. Only you see it, unless you share it.': 'Was Sie eines Tages gern hätten. Nur Sie sehen es, es sei denn, Sie teilen es.',
  'Where your parcels go, filled in for you at checkout.': 'Wohin Ihre Pakete gehen, an der Kasse schon eingetragen.',
  'Where you are logged in, and a way to log out there.': 'Wo Sie angemeldet sind und wie Sie sich dort abmelden.',
  'A new one, when you think that somebody knows the old one.': 'Ein neues, wenn jemand das alte kennen könnte.',
  'On: a code of your app is asked for besides the password.': 'Eingeschaltet: Neben dem Passwort fragen wir nach einem Code Ihrer App.',
  'Off. With a code of your phone, a stolen password opens nothing.': 'Ausgeschaltet. Mit einem Code Ihres Telefons öffnet ein gestohlenes Passwort nichts.',
  'How we greet you, and where our mail goes.': 'Wie wir Sie begrüßen und wohin unsere Mails gehen.',
  'Colours, currency and how the shop is set.': 'Farben, Währung und wie der Laden aussieht.',
  '<a>Download your data</a>, or <a2>delete your account</a2>.': '<a>Laden Sie Ihre Daten herunter</a>, oder <a2>löschen Sie Ihr Konto</a2>.',

  'Your details': 'Ihre Angaben',
  'Change the name': 'Namen ändern',
  'We send a link to the new address. It is changed when you open it, and your other devices are logged out then.':
    'Wir senden einen Link an die neue Adresse. Sobald Sie ihn öffnen, ist sie geändert, und Ihre anderen Geräte werden abgemeldet.',
  'Your name is changed.': 'Ihr Name ist geändert.',
  'A link is on its way to {email}. Your address is changed when you open it.': 'Ein Link ist unterwegs an {email}. Ihre Adresse ist geändert, sobald Sie ihn öffnen.',
  'Enter your password again': 'Geben Sie Ihr Passwort noch einmal ein',
  'You logged in a while ago. For what comes next we want to be sure that it is you.': 'Sie haben sich vor einer Weile angemeldet. Für das, was jetzt kommt, möchten wir sicher sein, dass Sie es sind.',
  'Go on': 'Weiter',
  'This is not your password': 'Das ist nicht Ihr Passwort',
  'Change your password': 'Passwort ändern',
  'Change the password': 'Passwort ändern',
  'All your other devices are logged out with it.': 'Alle Ihre anderen Geräte werden dabei abgemeldet.',
  'Password now': 'Bisheriges Passwort',
  'New password': 'Neues Passwort',
  'Forgotten? <a>We send you a link</a>.': 'Vergessen? <a>Wir schicken Ihnen einen Link</a>.',
  'Your password is changed. All your other devices are logged out.': 'Ihr Passwort ist geändert. Alle Ihre anderen Geräte sind abgemeldet.',

  'Codes at login': 'Codes beim Anmelden',
  'Codes at login are on': 'Codes beim Anmelden sind eingeschaltet',
  'Besides your password we ask for a code of your authenticator app. You have {count} recovery codes left.':
    'Neben Ihrem Passwort fragen wir nach einem Code Ihrer Authenticator-App. {count, plural, one {Sie haben noch # Ersatzcode.} other {Sie haben noch # Ersatzcodes.}}',
  'Of your app now, or one of your recovery codes': 'Den Ihre App jetzt zeigt, oder einer Ihrer Ersatzcodes',
  'Make new recovery codes': 'Neue Ersatzcodes erstellen',
  'Ask for codes no more': 'Codes ausschalten',
  'Ask for a code at login': 'Beim Anmelden nach einem Code fragen',
  'With an authenticator app on your phone, a stolen password alone opens nothing.': 'Mit einer Authenticator-App auf Ihrem Telefon öffnet ein gestohlenes Passwort allein nichts.',
  'Scan this picture with the app, or type the key into it.': 'Scannen Sie dieses Bild mit der App, oder tippen Sie den Schlüssel ein.',
  'Enter the six digits that it shows.': 'Geben Sie die sechs Ziffern ein, die sie zeigt.',
  'QR code of the key below': 'QR-Code des Schlüssels darunter',
  'Key: <code>{key}</code>': 'Schlüssel: <code>{key}</code>',
  'Switch on': 'Einschalten',
  'Your password has fewer than 15 characters, which is too few without codes. Choose a longer one first':
    'Ihr Passwort hat weniger als 15 Zeichen, und das ist ohne Codes zu wenig. Wählen Sie zuerst ein längeres',
  'Codes are not asked for any more.': 'Nach Codes wird nicht mehr gefragt.',
  'Your recovery codes': 'Ihre Ersatzcodes',
  'Keep these recovery codes': 'Bewahren Sie diese Ersatzcodes auf',
  'When your phone is lost, each of them lets you in once in place of a code. Print or write them down now: they are shown this one time.':
    'Wenn Ihr Telefon verloren geht, lässt jeder von ihnen Sie einmal an Stelle eines Codes hinein. Drucken Sie sie aus, oder schreiben Sie sie jetzt auf: Sie werden nur dieses eine Mal gezeigt.',
  'I have kept them': 'Ich habe sie aufbewahrt',

  'Your devices': 'Ihre Geräte',
  Devices: 'Geräte',
  'Devices where you are logged in': 'Geräte, auf denen Sie angemeldet sind',
  'Log out all other devices': 'Alle anderen Geräte abmelden',
  Device: 'Gerät',
  'Logged in': 'Angemeldet',
  'Last used': 'Zuletzt benutzt',
  Now: 'Jetzt',
  'A browser': 'Ein Browser',
  '{browser} on {system}': '{browser} ({system})',
  '{device} <span>(this one)</span>': '{device} <span>– dieses hier</span>',
  'Log out<span> {device}</span>': '<span>{device} </span>Abmelden',
  'Log out<span> {device}, this device</span>': '<span>{device}, dieses Gerät: </span>Abmelden',
  'Is there one that you do not know? Log it out: it takes effect at once. What is in your basket stays.': 'Ist eines dabei, das Sie nicht kennen? Melden Sie es ab: Das wirkt sofort. Was in Ihrem Warenkorb ist, bleibt.',
  'By itself a device is logged out after a day, or after 30 days where you asked to stay logged in.':
    'Von selbst wird ein Gerät nach einem Tag abgemeldet oder, wo Sie angemeldet bleiben wollten, nach 30 Tagen.',
  'By itself a device is logged out after 12 hours, and after 30 minutes without use.': 'Von selbst wird ein Gerät nach 12 Stunden abgemeldet und nach 30 Minuten, in denen es nicht benutzt wurde.',
  'This device is not logged in any more.': 'Dieses Gerät ist nicht mehr angemeldet.',
  'The device is logged out.': 'Das Gerät ist abgemeldet.',
  '{count, plural, one {# other device is logged out.} other {# other devices are logged out.}}': '{count, plural, one {# anderes Gerät ist abgemeldet.} other {# andere Geräte sind abgemeldet.}}',

  'Delete your account': 'Konto löschen',
  'Delete the account': 'Konto löschen',
  'Your name, addresses, basket and what is saved for later are deleted at once, and all your devices are logged out. Orders stay in our books, as the law asks, without your name and address. Reviews that are shown stay without your name: delete those first that you want to take along. This cannot be undone.':
    'Ihr Name, Ihre Adressen, Ihr Warenkorb und das, was Sie sich gemerkt haben, werden sofort gelöscht, und alle Ihre Geräte werden abgemeldet. Bestellungen bleiben in unseren Büchern, wie es das Gesetz verlangt, aber ohne Ihren Namen und Ihre Adresse. Bewertungen, die zu sehen sind, bleiben ohne Ihren Namen stehen: Löschen Sie vorher die, die Sie mitnehmen wollen. Das lässt sich nicht rückgängig machen.',
  'You may want to <a>download your data</a> first.': 'Vielleicht möchten Sie vorher <a>Ihre Daten herunterladen</a>.',
  'Your e-mail address, to be sure': 'Ihre E-Mail-Adresse, zur Sicherheit',
  'An account of the shop’s staff is deleted by an admin': 'Konten von Mitarbeitenden löscht die Verwaltung',
  'Enter the e-mail address of this account, so that it is deleted on purpose': 'Geben Sie die E-Mail-Adresse dieses Kontos ein, damit es nicht versehentlich gelöscht wird',
  'There is an order that is not sent yet. Delete the account when it is on its way, or cancelled':
    'Es gibt eine Bestellung, die noch nicht versandt ist. Löschen Sie das Konto, wenn sie unterwegs oder storniert ist',
  'There is money that is not back with you yet. Delete the account when it is':
    'Es ist noch Geld an Sie unterwegs. Löschen Sie das Konto, sobald es bei Ihnen ist'
}
