import t from 'tap'
import { addressLines, countryOf } from '../../src/pricing/countries.ts'

t.test('an address is written as its country writes it', t => {
  const address = { name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Cork', postcode: 'T12 X70A', country: 'IE' }
  t.strictSame(addressLines(address), ['Ann Archer', '1 Kiln Lane', 'Cork', 'T12 X70A', 'Ireland'])
  t.strictSame(addressLines({ ...address, line2: 'Loft', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' }), ['Ann Archer', '1 Kiln Lane', 'Loft', 'Leeds', 'LS1 1AA', 'United Kingdom'])
  t.strictSame(addressLines({ ...address, city: 'Troy', postcode: '12180', country: 'US' }).slice(2), ['Troy 12180', 'United States'])
  t.strictSame(addressLines({ ...address, city: 'Wien', postcode: '1010', country: 'AT' }).slice(2), ['1010 Wien', 'Austria'])
  t.strictSame(addressLines({ ...address, city: 'Oslo', postcode: '0150', country: 'NO' }).slice(2), ['0150 Oslo', 'NO'], 'a country of old orders')
  t.end()
})

t.test('a locale tells where its reader is, as far as the shop delivers', async t => {
  t.strictSame(['en-IE', 'de-DE', 'en-US', 'ja-JP'].map(countryOf), ['IE', 'DE', 'US', 'IE'])
})
