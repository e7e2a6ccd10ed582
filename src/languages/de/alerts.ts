export default {
  'This item is not in the shop, or not any more.': 'Diesen Artikel gibt es im Laden nicht oder nicht mehr.',
  'One mail when it is back, and none besides': 'Eine Mail, wenn es wieder da ist, und sonst keine',
  'Tell me when it is back': 'Benachrichtigen, wenn wieder da',
  'Look into your mail: when you have pressed the button behind its link, we write to you as soon as this is back.':
    'Sehen Sie in Ihre Mails: Wenn Sie den Knopf hinter dem Link gedrückt haben, schreiben wir Ihnen, sobald der Artikel wieder da ist.',
  'We write to you when this is back.': 'Wir schreiben Ihnen, wenn der Artikel wieder da ist.',
  'You get no mail about this.': 'Sie bekommen dazu keine Mail.',
  'You get no mail about it: it was sent a while ago, or you asked us not to, or nobody confirmed it within three days.':
    'Sie bekommen dazu keine Mail: Sie wurde vor einer Weile gesendet, Sie haben uns gebeten, nicht zu schreiben, oder niemand hat innerhalb von drei Tagen bestätigt.',
  'It is back {name}': 'Wieder da: {name}',
  'We write to you when it is back {name}': 'Wir schreiben Ihnen, wenn es wieder da ist: {name}',
  'Shall we write to you when it is back? {name}': 'Sollen wir Ihnen schreiben, wenn es wieder da ist? {name}',
  'It is back, and we have written to you': 'Es ist wieder da, und wir haben Ihnen geschrieben',
  'We write to you when it is back': 'Wir schreiben Ihnen, wenn es wieder da ist',
  'Shall we write to you when it is back?': 'Sollen wir Ihnen schreiben, wenn es wieder da ist?',
  'See it in the shop': 'Im Laden ansehen',
  'One mail to {email}, and none besides.': 'Eine Mail an {email}, und sonst keine.',
  'Yes, write to me': 'Ja, schreiben Sie mir',
  'Do not write to me': 'Schreiben Sie mir nicht',
  'Delete my address': 'Meine Adresse löschen'
}
