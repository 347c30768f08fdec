import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlan, Numbering } from '../../audience/numbering.ts'
import { mailAddress, sameAddress } from '../../channels/mail/address.ts'
import { holdsNumber } from '../../http/numbers.ts'
import { readForm } from './form.ts'

const DAY = '2026-02-03'
const numbering = new Numbering(await loadPlan('VN'))
const read = (text: string) =>
  readForm(Buffer.from(text), { day: DAY, holdsNumber: each => holdsNumber(numbering, each) })
const USUAL = 'language=vi&level=normal&address=ai.do%40bo.example'

test('a mail address is written one way, or is none', () => {
  const check = (given: string, expected: string | null) =>
    assert.equal(mailAddress(given), expected, JSON.stringify(given))
  check('ai.do@bo.example', 'ai.do@bo.example')
  check('  Ai.Do@BO.Example\n', 'Ai.Do@bo.example')
  // RFC 3492, as every mail server writes it.
  check('o@bücher.example', 'o@xn--bcher-kva.example')
  for (const none of [
    ...['', '@', 'ai.do', 'ai.do@', '@bo.example', 'ai.do@bo', 'ai do@bo.example'],
    ...['a@b@c.example ,d@e.example', 'a\r\nBcc: d@e.example@bo.example', '<a@bo.example>'],
    ...['"a b"@bo.example', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a@bo..example', '.a@bo.example'],
    ...['a.@bo.example', `${'a'.repeat(65)}@bo.example`, `a@${'b'.repeat(64)}.example`],
    ...['a\u202e@bo.example', 'a\u0000@bo.example', 'ờ@bo.example'],
  ])
    check(none, null)
  assert.equal(sameAddress('Ai.Do@bo.example'), sameAddress('ai.dO@bo.example'))
})

test('a form says what somebody wants, or what is wrong with it', () => {
  const check = (text: string, expected: object) => assert.deepEqual({ ...read(text), ...expected }, read(text), text)
  check(USUAL, {
    is: 'filled',
    address: 'ai.do@bo.example',
    choices: { language: 'vi', provinces: null, level: 'normal' },
  })
  check(`${USUAL}&province=01&province=79&province=01`, {
    choices: {
      language: 'vi',
      level: 'normal',
      provinces: [
        { code: '01', asOf: DAY },
        { code: '79', asOf: DAY },
      ],
    },
  })
  check('language=vi&level=normal&address=ai.do', { is: 'faulty', fault: 'addressWrong' })
  check('language=vi&level=normal', { is: 'faulty', fault: 'addressWrong' })
  check('', { fault: 'choicesWrong', choices: null })
  check(USUAL.replace('normal', 'never'), { fault: 'choicesWrong' })
  check(`${USUAL}&province=26`, { fault: 'choicesWrong' })
  check(`${USUAL}${'&x=1'.repeat(100)}`, { fault: 'choicesWrong' })
})

test('an address with a telephone number in it is refused: nobody’s number is kept', () => {
  const answer = read(USUAL.replace('ai.do', '0912345678'))
  assert.equal(answer.is === 'faulty' && answer.fault, 'addressNumber')
})
