export default {
  'There is no order with this number.': 'Eine Bestellung mit dieser Nummer gibt es nicht.'
}
