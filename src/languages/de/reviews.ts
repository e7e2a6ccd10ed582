export default {
  'There is no review of yours here, or not any more.': 'Hier ist keine Bewertung von Ihnen oder keine mehr.'
}
