export default {
  'There is no such line.': 'Diese Zeile gibt es nicht.',
  'There is no such order, or it is not yours.': 'Diese Bestellung gibt es nicht, oder sie ist nicht Ihre.'
}
