export default {
  'This device is not logged in any more.': 'Dieses Gerät ist nicht mehr angemeldet.',
  'Very many people are logging in just now. Please try again in a few seconds.': 'Gerade melden sich sehr viele an. Bitte versuchen Sie es in ein paar Sekunden noch einmal.'
}
