import t from 'tap'
import { checkPassword } from '../../src/accounts/password-rules.ts'
import { translator } from '../../src/languages/translate.ts'

const say = translator('en')
const owner = { email: 'Ann.Archer@Example.com', hasSecondFactor: false }

t.test('passwords are refused for what guessers try, and for nothing else', async t => {
  const wrong: Array<[string, RegExp]> = [
    ['', /at least 15/], ['short', /This one has 5/], ['x'.repeat(14), /at least 15/], ['é'.repeat(14).normalize('NFD'), /This one has 14/],
    ['a jug of rather good tea'.padEnd(257, '!'), /at most 256/],
    ['passwordpassword', /guessed first/], ['password1password2', /guessed first/], ['Password123!Password123!', /guessed first/], ['correct horse battery staple', /guessed first/], ['PassWord-PassWord-1', /guessed first/], ['aaaaaaaaaaaaaaaaaaaa', /guessed first/], ['teateateateateate', /guessed first/],
    ['123456789012345', /guessed first/], ['1234567890123456789', /guessed first/], ['qwertyuiopasdfghjkl', /guessed first/], ['abcdefghijklmnopq', /guessed first/],
    ['zyxwvutsrqponmlkj', /guessed first/], ['iloveyou12345678', /guessed first/], ['               ', /guessed first/], ['20002000200020002000', /guessed first/],
    ['pottlepottlepottle', /name of the shop/], ['Pottle-2026-Pottle!', /name of the shop/], ['ann.archer@example.com', /your e-mail/], ['AnnArcher1234567', /your e-mail/]
  ]
  for (const [password, message] of wrong) t.match(say((await checkPassword(password, owner)).password ?? ''), message, JSON.stringify(password))

  const right = [
    'a jug of rather good tea', 'keys-to-the-kiln-room', 'four words and a pot', 'x7!kQ9#mZ2$vB5&', 'ÄäÖöÜüß mit Umlauten', '陶器の店で買い物をする楽しい一日です',
    '🫖🍵🏺🧺🪴🧉🍶☕🥣🍽🧂🫙🪑🛋🕯🧶', `${'pot and kettle '.repeat(17)}1`, ' leading and trailing spaces ', 'pottle has nice mugs for everybody'
  ]
  for (const password of right) t.strictSame(await checkPassword(password, owner), {}, JSON.stringify(password))
})

t.test('beside a second factor eight characters will do, but no common ones', async t => {
  const beside = { ...owner, hasSecondFactor: true }
  t.strictSame(await checkPassword('kiln4pot', beside), {})
  t.match(say((await checkPassword('kiln4po', beside)).password ?? ''), /at least 8/)
  t.match(say((await checkPassword('password', beside)).password ?? ''), /guessed first/)
  t.match(say((await checkPassword('P@ssword1', beside)).password ?? ''), /guessed first/)
})
