/** The kiosk's steps as a table: how it stands, what happens, how it stands then, and what is to be done. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SECOND_WITHIN_MS } from '../limits.ts'
import type { KioskHome, Taken } from '../model.ts'
import type { Identity, Waiting } from './kept.ts'
import { type Answer, type Effect, type Kiosk, type KioskEvent, type KioskPageState, kioskOf, step } from './kiosk.ts'
import { NOTHING_TYPED, type Press, type Typing } from './typing.ts'

const AT = Date.parse('2026-11-25T01:00:00.000Z')
const MINUTE = 60_000
const HOME = {
  kiosk: { id: 'k', name: 'Máy 1' },
  door: { id: 'd', name: 'Cửa chính' },
  settings: { thresholdTenths: 375, waitMinutes: 10 },
  now: '2026-11-25T01:00:00.000Z',
} as unknown as KioskHome
const IDENTITY: Identity = { token: 'loak_x', home: HOME }
const NOBODY = { unsent: 0, refused: 0 }

/** As it is opened on an enrolled tablet, but for what is named. */
const kiosk = (of: Partial<Kiosk> = {}): Kiosk => ({
  ...kioskOf({ language: 'vi', identity: IDENTITY, waiting: [], counts: NOBODY }),
  homeAtMs: AT,
  ...of,
})
const typing = (of: Partial<Typing>): Typing => ({ ...NOTHING_TYPED, ...of })
const asking = (of: Partial<Typing> = {}): KioskPageState => ({ is: 'asking', typing: typing(of) })
const passed: Answer = { is: 'pass', id: 'p', tenths: 365 }
const called: Answer = { is: 'call', id: 'c', tenths: 376, isAlerted: false }
const answered = (answer: Answer, of: Partial<Typing> = {}): KioskPageState => ({
  is: 'answered',
  answer,
  typing: typing(of),
})
const enrolling: KioskPageState = { is: 'enrolling', fault: null }

const press = (press: Press): KioskEvent => ({ is: 'press', press })
const letter = (letter: string) => press({ is: 'letter', letter })
const sent = (taken: Partial<Taken['outcomes'][number]>[] = []): KioskEvent => ({
  is: 'sent',
  sent: { is: 'sent', taken: { now: HOME.now, outcomes: taken as Taken['outcomes'] }, skewMs: 0 },
  counts: NOBODY,
})
const focus: Effect = { do: 'focus' }
const sendNow: Effect = { do: 'send-now' }
const saving = (
  typed: Extract<Effect, { do: 'save' }>['typed'],
  verdict: Extract<Effect, { do: 'save' }>['verdict'],
  label: string,
): Effect => ({ do: 'save', typed, verdict, label, atMs: AT })

const waiter: Waiting = { id: 'w', badge: '2019', label: '2019', tenths: 375, atMs: AT }
const again = { id: 'w', badge: '2019', label: '2019' }
const onTemperature = (badge: string, temperature: string) => asking({ field: 'temperature', badge, temperature })

const STEPS: readonly (readonly [
  what: string,
  before: Partial<Kiosk>,
  event: KioskEvent,
  after: Partial<Kiosk>,
  effects: readonly Effect[],
  atMs?: number,
])[] = [
  ['a key of a badge', { stage: asking() }, letter('1'), { stage: asking({ badge: '1' }) }, [focus]],
  [
    'the first key of the next one takes the answer away',
    { stage: answered(passed) },
    letter('1'),
    { stage: asking({ badge: '1' }) },
    [focus],
  ],
  [
    'Next without a badge leaves the answer and says what is missing',
    { stage: answered(passed) },
    press({ is: 'enter' }),
    { stage: answered(passed, { fault: { field: 'badge', why: 'missing' } }) },
    [focus],
  ],
  [
    'Save below the threshold is kept as one who may go in',
    { stage: onTemperature('12', '374') },
    press({ is: 'enter' }),
    { stage: asking() },
    [focus, saving({ badge: '12', tenths: 374, follows: null }, 'pass', '12')],
  ],
  [
    'Save at the threshold is kept as one who waits',
    { stage: onTemperature('12', '375') },
    press({ is: 'enter' }),
    { stage: asking() },
    [focus, saving({ badge: '12', tenths: 375, follows: null }, 'wait', '12')],
  ],
  [
    'Save at the threshold for the second time calls the duty officer',
    { stage: asking({ field: 'temperature', temperature: '375', again }) },
    press({ is: 'enter' }),
    { stage: asking() },
    [focus, saving({ badge: '2019', tenths: 375, follows: 'w' }, 'call', '2019')],
  ],
  [
    'Save below the threshold for the second time lets them in',
    { stage: asking({ field: 'temperature', temperature: '37', again }) },
    press({ is: 'enter' }),
    { stage: asking() },
    [focus, saving({ badge: '2019', tenths: 370, follows: 'w' }, 'pass', '2019')],
  ],
  [
    'a press on a tablet that is not enrolled',
    { stage: enrolling, identity: null },
    letter('1'),
    { stage: enrolling },
    [],
  ],
  [
    'an answer from the disk, with a network',
    { stage: asking() },
    { is: 'saved', answer: passed, waiting: [], counts: { unsent: 1, refused: 0 } },
    { stage: answered(passed), counts: { unsent: 1, refused: 0 } },
    [sendNow],
  ],
  [
    'an answer from the disk, without a network',
    { stage: asking(), network: 'offline' },
    { is: 'saved', answer: passed, waiting: [], counts: NOBODY },
    { stage: answered(passed) },
    [],
  ],
  [
    'an answer that comes when the next one is half typed keeps what is typed',
    { stage: asking({ badge: '77' }) },
    { is: 'saved', answer: passed, waiting: [waiter], counts: NOBODY },
    { stage: answered(passed, { badge: '77' }), waiting: [waiter] },
    [sendNow],
  ],
  [
    'an answer that comes when the token counts no more',
    { stage: enrolling },
    { is: 'saved', answer: passed, waiting: [], counts: NOBODY },
    { stage: enrolling },
    [],
  ],
  [
    'an entry that the disk did not take stays on the screen, the last five',
    { unsaved: [1, 2, 3, 4, 5].map(tenths => ({ badge: null, tenths, follows: null })) },
    { is: 'not-saved', typed: { badge: null, tenths: 6, follows: null } },
    { unsaved: [2, 3, 4, 5, 6].map(tenths => ({ badge: null, tenths, follows: null })) },
    [],
  ],
  [
    'a tap on somebody whose time has not come says how long it is',
    { waiting: [waiter] },
    { is: 'tap', id: 'w' },
    { said: '2019: còn 1:00', stage: asking() },
    [],
    AT + 9 * MINUTE,
  ],
  [
    'a tap on somebody who is due asks for the second temperature',
    { waiting: [waiter] },
    { is: 'tap', id: 'w' },
    { stage: asking({ field: 'temperature', again }) },
    [focus],
    AT + 10 * MINUTE,
  ],
  ['a tap on somebody who has just gone', {}, { is: 'tap', id: 'w' }, kiosk(), []],
  [
    'a tick before somebody is due',
    { waiting: [waiter] },
    { is: 'tick' },
    { said: '', told: [] },
    [],
    AT + 10 * MINUTE - 1,
  ],
  [
    'a tick at which somebody is due says so',
    { waiting: [waiter] },
    { is: 'tick' },
    { said: '2019: đã đến lúc đo lại.', told: ['w'] },
    [],
    AT + 10 * MINUTE,
  ],
  [
    'a tick after somebody was said to be due',
    { waiting: [waiter], told: ['w'], said: 'other' },
    { is: 'tick' },
    { said: 'other', told: ['w'] },
    [],
    AT + 11 * MINUTE,
  ],
  [
    'a tick when nobody will come any more forgets who waited',
    { waiting: [waiter], told: ['w'] },
    { is: 'tick' },
    { waiting: [] },
    [{ do: 'forget-waiting', id: 'w' }],
    AT + SECOND_WITHIN_MS + 1,
  ],
  [
    'the server has heard of the call that is on the screen',
    { stage: answered(called), network: 'offline' },
    sent([{ id: 'c', next: 'call' }]),
    { stage: answered({ ...called, isAlerted: true }), network: 'online' },
    [],
  ],
  [
    'the server has heard of another one',
    { stage: answered(called) },
    sent([{ id: 'x', next: 'call' }]),
    { stage: answered(called) },
    [],
  ],
  [
    'an answer of the server when its settings are old asks for them',
    { homeAtMs: AT },
    sent(),
    { homeAtMs: AT },
    [{ do: 'ask-home' }],
    AT + 10 * MINUTE + 1,
  ],
  [
    'settings that came are the door’s from now on',
    {},
    { is: 'home', home: { ...HOME, now: 'later' } },
    { identity: { ...IDENTITY, home: { ...HOME, now: 'later' } }, homeAtMs: AT + 1 },
    [],
    AT + 1,
  ],
  [
    'no answer of the server',
    {},
    { is: 'sent', sent: { is: 'unanswered', againMs: 1000 }, counts: NOBODY },
    { network: 'offline', stage: asking() },
    [],
  ],
  [
    'a batch that the server refused whole is no lack of a network',
    {},
    { is: 'sent', sent: { is: 'unanswered', againMs: 0 }, counts: NOBODY },
    { network: 'online' },
    [],
  ],
  [
    'another tab that sends changes only what is left',
    { stage: answered(passed) },
    { is: 'sent', sent: null, counts: { unsent: 3, refused: 1 } },
    { stage: answered(passed), counts: { unsent: 3, refused: 1 } },
    [],
  ],
  [
    'a token that counts no more: enrolled anew, the door stays on the screen, and what was entered is forgotten',
    { stage: answered(passed) },
    { is: 'sent', sent: { is: 'unknown' }, counts: NOBODY },
    { stage: enrolling, identity: IDENTITY },
    [{ do: 'forget-entries' }],
  ],
  [
    'what was kept for too long is gone from the screen too',
    { waiting: [waiter], counts: { unsent: 3, refused: 1 } },
    { is: 'forgotten', waiting: [], counts: NOBODY },
    { waiting: [], counts: NOBODY },
    [],
  ],
  [
    'a token that counts no more while a code is being typed leaves what was said of the code',
    { stage: { is: 'enrolling', fault: { is: 'missing' } } },
    { is: 'sent', sent: { is: 'unknown' }, counts: NOBODY },
    { stage: { is: 'enrolling', fault: { is: 'missing' } } },
    [{ do: 'forget-entries' }],
  ],
  ['a token that counts after all', { stage: enrolling }, sent(), { stage: asking() }, []],
  [
    'no code',
    { stage: enrolling },
    { is: 'enrol', code: '  ' },
    { stage: { is: 'enrolling', fault: { is: 'missing' } } },
    [],
  ],
  [
    'a code',
    { stage: enrolling },
    { is: 'enrol', code: 'BCDF' },
    { stage: enrolling },
    [{ do: 'enrol', code: 'BCDF' }],
  ],
  [
    'a code that the server does not know',
    { stage: enrolling },
    { is: 'not-enrolled', fault: { is: 'refused', detail: 'Mã này sai.' } },
    { stage: { is: 'enrolling', fault: { is: 'refused', detail: 'Mã này sai.' } } },
    [],
  ],
  [
    'a code that counts: ready, and what is kept is sent',
    { stage: enrolling, identity: null, network: 'offline' },
    { is: 'enrolled', identity: IDENTITY },
    { stage: asking(), identity: IDENTITY, network: 'online' },
    [focus, sendNow],
  ],
  [
    'the other language',
    { language: 'vi' },
    { is: 'other-language' },
    { language: 'en' },
    [{ do: 'keep-language', language: 'en' }],
  ],
  ['letters', {}, { is: 'letters', shown: true }, { hasLetters: true }, []],
  ['the browser says that there is no network', {}, { is: 'offline' }, { network: 'offline' }, []],
]

for (const [what, before, event, after, effects, atMs = AT] of STEPS)
  test(`a step of the kiosk: ${what}`, () => {
    const start = kiosk(before)
    assert.deepEqual(step(start, event, atMs), { kiosk: { ...start, ...after }, effects })
  })

test('a visitor who waits is told apart by the time of day', () => {
  const stage = asking({ isVisitor: true, field: 'temperature', temperature: '38' })
  const [, save] = step(kiosk({ stage }), press({ is: 'enter' }), AT).effects
  assert.ok(save.do === 'save')
  assert.match(save.label, /^Khách \d\d:\d\d$/)
})

test('whatever happens at the kiosk, only a press of Save makes an entry, and nobody is called twice', () => {
  const presses: readonly KioskEvent[] = [
    ...[...'1375,'].map(letter),
    ...(['erase', 'visitor', 'enter', 'clear'] as const).map(is => press({ is })),
  ]
  const others: readonly KioskEvent[] = [
    { is: 'tap', id: 'w' },
    { is: 'saved', answer: passed, waiting: [waiter], counts: NOBODY },
    { is: 'sent', sent: { is: 'unknown' }, counts: NOBODY },
    { is: 'enrolled', identity: IDENTITY },
    { is: 'other-language' },
    { is: 'tick' },
    sent(),
  ]
  const any = fc.array(fc.constantFrom(...presses, ...presses, ...others), { maxLength: 60 })
  fc.assert(
    fc.property(any, events => {
      let now = kiosk({ waiting: [waiter] })
      for (const event of events) {
        const { kiosk, effects } = step(now, event, AT + 11 * MINUTE)
        const isSave = event.is === 'press' && event.press.is === 'enter'
        if (!isSave) assert.ok(!effects.some(effect => effect.do === 'save'))
        assert.equal(new Set(kiosk.told).size, kiosk.told.length)
        now = kiosk
      }
    }),
    { numRuns: 1000 },
  )
})
