/** The one script of the page for whoever wants bulletins, beside a browser that does what it is told. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'

const SCRIPT = readFileSync(join(import.meta.dirname, '../../web/public/subscribe.js'), 'utf8')
const ENDPOINT = 'https://fcm.googleapis.com/fcm/send/x'

class Refused extends Error {
  override readonly name = 'NotAllowedError'
}

/** `answers`: what the server answers; `is`: what it says of this browser; `refuses`: whoever sits before it does not want it. */
function pageIn(given: { answers?: boolean; is?: string; refuses?: boolean; isAble?: boolean } = {}) {
  const { answers = true, is = 'asked', refuses = false, isAble = true } = given
  let heard = () => {}
  const element = () => ({
    hidden: true,
    textContent: '',
    dataset: { key: 'BPu5', on: 'on', waits: 'waits', none: 'none', refused: 'refused', fault: 'fault' },
    clicked: async () => {},
    addEventListener(_: string, act: () => Promise<void>) {
      this.clicked = act
    },
  })
  const elements: Record<string, ReturnType<typeof element>> = {
    push: element(),
    'push-said': element(),
    'push-on': element(),
    'push-off': element(),
  }
  const asked: { readonly path: string; readonly body: unknown }[] = []
  let own: object | null = null
  const made = {
    endpoint: ENDPOINT,
    toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: 'p', auth: 'a', more: 'm' } }),
    unsubscribe: async () => {
      own = null
    },
  }
  const registration = {
    active: {},
    installing: null,
    waiting: null,
    update: async () => registration,
    pushManager: {
      getSubscription: async () => own,
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        if (refuses) throw new Refused()
        assert.equal(applicationServerKey, 'BPu5')
        own = made
        return made
      },
    },
  }
  const fields = new Map([
    ['language', ['vi']],
    ['level', ['urgent']],
    ['province', ['01', '79']],
  ])
  runInNewContext(SCRIPT, {
    document: { getElementById: (id: string) => elements[id], querySelector: () => null },
    window: isAble ? { PushManager: {} } : {},
    navigator: { serviceWorker: { getRegistration: async () => registration, register: async () => registration } },
    FormData: class {
      get(name: string) {
        return fields.get(name)?.[0]
      }
      getAll(name: string) {
        return fields.get(name)
      }
    },
    DOMException: Refused,
    fetch: async (path: string, { body }: { body: string }) => {
      asked.push({ path, body: JSON.parse(body) })
      return { ok: answers, status: answers ? 200 : 500, json: async () => ({ is }) }
    },
    BroadcastChannel: class {
      addEventListener(_: string, act: () => void) {
        heard = act
      }
    },
  })
  return { elements, asked, isOn: () => own !== null, isAnswered: () => heard() }
}

const shown = ({ elements }: ReturnType<typeof pageIn>) =>
  ['push', 'push-on', 'push-off'].filter(id => !elements[id].hidden)

test('a browser is turned on with what was chosen in the form, and off again', async () => {
  const page = pageIn()
  await page.elements['push-on'].clicked()
  assert.deepEqual(page.asked, [
    {
      path: '/bulletins/push',
      body: {
        endpoint: ENDPOINT,
        keys: { p256dh: 'p', auth: 'a' },
        choices: { language: 'vi', level: 'urgent', provinces: ['01', '79'] },
      },
    },
    { path: '/bulletins/push/state', body: { endpoint: ENDPOINT } },
  ])
  assert.deepEqual(shown(page), ['push', 'push-off'])
  assert.equal(page.elements['push-said'].textContent, 'waits')
  page.isAnswered()
  assert.equal(page.elements['push-said'].textContent, 'on')
  await page.elements['push-off'].clicked()
  assert.deepEqual(page.asked[2], { path: '/bulletins/push/end', body: { endpoint: ENDPOINT } })
  assert.deepEqual([shown(page), page.isOn()], [['push', 'push-on'], false])
})

test('a browser that the server says is on says so, and one that answered before the server was asked', async () => {
  const page = pageIn({ is: 'on' })
  await page.elements['push-on'].clicked()
  assert.equal(page.elements['push-said'].textContent, 'on')
  const early = pageIn()
  const clicked = early.elements['push-on'].clicked()
  early.isAnswered()
  await clicked
  assert.equal(early.elements['push-said'].textContent, 'on')
})

test('a browser that the server did not take is not left subscribed, and whoever says no is told how to say yes', async () => {
  const page = pageIn({ answers: false })
  await page.elements['push-on'].clicked()
  assert.deepEqual([page.elements['push-said'].textContent, page.isOn()], ['fault', false])
  const denied = pageIn({ refuses: true })
  await denied.elements['push-on'].clicked()
  assert.deepEqual([denied.elements['push-said'].textContent, denied.asked], ['refused', []])
})

test('a browser without web push is told to ask by mail', () => {
  const page = pageIn({ isAble: false })
  assert.deepEqual([page.elements['push-said'].textContent, shown(page)], ['none', ['push']])
})
