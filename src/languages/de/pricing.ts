export default {
  'There is no coupon {code}': 'Einen Gutschein {code} gibt es nicht',
  'The coupon {code} is not valid yet': 'Der Gutschein {code} gilt noch nicht',
  'The coupon {code} is over': 'Der Gutschein {code} ist abgelaufen',
  'The coupon {code} is used up': 'Der Gutschein {code} ist aufgebraucht',
  'The coupon {code} cannot be used in {currency}': 'Der Gutschein {code} gilt nicht in {currency}',
  'The coupon {code} is for other things than those in your basket': 'Der Gutschein {code} gilt für andere Dinge als die in Ihrem Warenkorb',
  'The coupon {code} takes nothing off this basket': 'Der Gutschein {code} zieht von diesem Warenkorb nichts ab',
  'Add {amount} more, and the coupon {code} counts': 'Noch {amount}, dann gilt der Gutschein {code}',
  '“{promotion}” takes more off, and the coupon {code} does not go with it': '„{promotion}“ zieht mehr ab, und der Gutschein {code} lässt sich damit nicht verbinden',
  '{amount} more for “{promotion}”': 'Noch {amount} bis „{promotion}“',
  Subtotal: 'Zwischensumme',
  Delivery: 'Versand',
  'Delivery, {method}': 'Versand, {method}',
  Free: 'Kostenlos',
  Total: 'Gesamtsumme',
  'Includes {rate} VAT': 'Enthält {rate} MwSt.',
  'No VAT included': 'Keine MwSt. enthalten'
}
