/** What somebody on the internet tries, who has no session, no key and no token. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { KEY_FILE } from '../../src/app/serve/data-directory.ts'
import { tokenOf } from '../../town/links.ts'
import { PASSWORD, Person } from '../authority/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import type { Target } from './target.ts'

const MEGABYTE = 1024 * 1024
const VICTIM = 'kiem.tra@bo.example'
const LINK = 'a'.repeat(43)
const UUID = '00000000-0000-4000-8000-000000000000'
const JSON_BODY = { 'content-type': 'application/json' }

/** What is no page of the console and no route, by its very octets. */
const GUESSES = [
  '/api/v1/admin',
  '/api/v1/constructor',
  '/api/v1/__proto__',
  '/api/v1/rounds/constructor',
  '/api/auth/sign-up/email',
  '/api/auth/admin/list-users',
  '/api/auth/get-session',
  '/api/auth/constructor',
  '/api/auth/..%2f..%2fapi/v1/people',
  '/node/v1/toString',
  '/api/v1/rounds/%ff',
]
const FILES = [
  '/authority.key',
  '/loa.db',
  '/sign-in.secret',
  '/../authority.key',
  '/api/v1/people/../../../authority.key',
  '/%2e%2e/%2e%2e/authority.key',
  '/assets/..%2f..%2f..%2fauthority.key',
  '/assets/....//....//loa.db',
  '/.git/config',
  '/.env',
]

function nobody({ url }: Target): Person {
  return new Person(url)
}

async function times<Result>(many: number, act: (at: number) => Promise<Result>) {
  const all: Result[] = []
  for (let at = 0; at < many; at++) all.push(await act(at))
  return all
}

async function trailLength({ auditor }: Target): Promise<number> {
  return (await auditor.well('GET', '/api/v1/trail?limit=1')).items[0].sequence
}

/** A path as it is, which `fetch` would tidy up. */
async function raw({ server }: Target, path: string): Promise<{ status: number; text: string }> {
  return await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', more => {
        text += more
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

export const byStrangers: readonly Attempt<Target>[] = [
  {
    name: 'a body of 1 MB to sign out with',
    code: 'S2',
    act: async target =>
      refused(await nobody(target).post('/api/auth/sign-out', { x: 'x'.repeat(MEGABYTE) }), 'bodyTooLarge'),
  },
  {
    name: '1 MB of "1 1 1 …" to sign in with',
    code: 'S2',
    act: async target => {
      const email = '1 '.repeat(MEGABYTE / 2)
      return refused(await nobody(target).signIn(email), 'bodyTooLarge')
    },
  },
  {
    name: '15 kB of "1 1 1 …", before it is well formed',
    code: 'S2',
    act: async target =>
      refused(await nobody(target).post('/api/auth/sign-out', { x: '1 '.repeat(7500) }), 'inputFaulty'),
  },
  {
    name: 'malformed, deep and endless JSON',
    code: 'S2',
    act: async target =>
      allRefused(
        await Promise.all(
          ['{"title":', '', '['.repeat(5000), `[${'0,'.repeat(7000)}0]`, '\u0000'].map(
            async text => await nobody(target).post('/api/auth/sign-out', text, JSON_BODY),
          ),
        ),
        'bodyNotJson',
        'inputFaulty',
      ),
  },
  {
    name: 'what every object has, for a name: constructor …',
    code: 'S18',
    act: async target =>
      allRefused(
        await Promise.all(
          [
            '{"__proto__":{"role":"administrator"}}',
            '{"constructor":{"prototype":{"role":"administrator"}}}',
            '{"toString":1}',
            '{"email":{"__proto__":1},"password":"x"}',
          ].map(async text => await nobody(target).post('/api/auth/sign-in/email', text, JSON_BODY)),
        ),
        'bodyNotJson',
        'inputFaulty',
      ),
  },
  {
    name: 'every route that is not for anyone',
    code: '-',
    act: async target => {
      const { routes } = target.server.app
      const closed = routes.filter(({ may }) => may.is === 'people' || may.is === 'device')
      assert.ok(closed.length > 80)
      const answers = []
      for (const { method, path } of closed)
        answers.push(
          await nobody(target).ask(
            method.toUpperCase(),
            path.replace('{month}', '2026-02').replace(/\{\w+\}/, UUID),
            method === 'get' ? undefined : {},
          ),
        )
      return allRefused(answers, 'signedOut', 'nodeUnknown', 'kioskUnknown', 'placeUnknown', 'speakerUnknown')
    },
  },
  {
    name: 'paths that are guessed',
    code: '-',
    act: async target => {
      for (const path of GUESSES) {
        const { status, text } = await raw(target, path)
        assert.ok(status === 404 || status === 401, `${path}: ${status} ${text.slice(0, 100)}`)
      }
      return `${GUESSES.length} times 404, 401`
    },
  },
  {
    name: 'the key, the database and the secret for a file',
    code: '-',
    act: async target => {
      const { d } = JSON.parse(readFileSync(join(target.server.data, KEY_FILE), 'utf8'))
      for (const path of FILES) {
        const { text } = await raw(target, path)
        assert.ok(!text.includes(d) && !text.includes('SQLite format'), path)
      }
      return `${FILES.length} times a page`
    },
  },
  {
    name: 'wrong passwords of somebody, one after another',
    code: 'S9',
    act: async target => {
      const tries = await times(12, async at => await nobody(target).signIn(VICTIM, `đoán ${at}`))
      allRefused(tries, 'signInWrong', 'tooManyRequests')
      return refused(tries[11], 'tooManyRequests')
    },
  },
  {
    name: 'and from other addresses, as the header says',
    code: 'S9',
    act: async target =>
      allRefused(
        await times(
          5,
          async at =>
            await nobody(target).post(
              '/api/auth/sign-in/email',
              { email: VICTIM, password: PASSWORD },
              { 'x-forwarded-for': `203.0.113.${at}`, forwarded: `for=203.0.113.${at}` },
            ),
        ),
        'tooManyRequests',
      ),
  },
  {
    name: 'by that, that the owner is locked out',
    code: 'S9',
    act: async ({ auditor }) => {
      const { status } = await auditor.signIn(VICTIM)
      assert.equal(status, 200)
      return 'the owner signs in'
    },
  },
  {
    name: 'whether an address has an account',
    code: 'S9',
    act: async target => {
      const known = await nobody(target).signIn('truc@bo.example', 'một câu sai')
      const unknown = await nobody(target).signIn('khong.co@bo.example', 'một câu sai')
      assert.equal(known.text, unknown.text)
      return refused(unknown, 'signInWrong')
    },
  },
  {
    name: 'second factors without having begun a sign-in',
    code: 'S13',
    act: async target => {
      const before = await trailLength(target)
      const tries = await times(10, async at => {
        const code = String(100_000 + at)
        return await nobody(target).post('/api/auth/two-factor/verify-totp', { code })
      })
      assert.equal(await trailLength(target), before, 'the trail is as long as before')
      return allRefused(tries, 'signedOut', 'codeWrong')
    },
  },
  {
    name: 'a passkey whose device verified nobody',
    code: 'S8',
    act: async target => {
      const data = Buffer.concat([Buffer.alloc(32), Buffer.from([1]), Buffer.alloc(4)])
      const response = { authenticatorData: data.toString('base64url') }
      return refused(
        await nobody(target).post('/api/auth/passkey/verify-authentication', {
          response: { id: 'AAAA', type: 'public-key', response },
        }),
        'passkeyUnverified',
      )
    },
  },
  {
    name: 'a cookie whose signature was altered',
    code: '-',
    act: async target => {
      const thief = nobody(target)
      for (const [name, value] of target.administrator.browser.cookies)
        thief.cookies.set(name, value.replace(/\.[^.]+$/, `.${'A'.repeat(43)}%3D`))
      return refused(await thief.get('/api/v1/me'), 'signedOut')
    },
  },
  {
    name: 'the token of a session in a query or a header',
    code: 'S20',
    act: async target => {
      const [value] = target.administrator.browser.cookies.values()
      const token = value.split('.')[0]
      const answers = [
        await nobody(target).get(`/api/v1/me?token=${token}`),
        await nobody(target).get('/api/v1/me', { authorization: `Bearer ${token}` }),
        await nobody(target).get('/api/v1/me', { authorization: `Bearer loa_${token}` }),
        await nobody(target).post(`/api/v1/invitations/accept?token=${LINK}`, { password: PASSWORD }),
      ]
      return allRefused(answers, 'signedOut', 'inputFaulty', 'keyWrong')
    },
  },
  {
    name: 'a page of another site that signs somebody in',
    code: '-',
    act: async target =>
      allRefused(
        await Promise.all(
          ['https://evil.example', 'null', `${target.url}.evil.example`].map(
            async origin =>
              await nobody(target).post('/api/auth/sign-in/email', { email: VICTIM, password: PASSWORD }, { origin }),
          ),
        ),
        'originWrong',
      ),
  },
  {
    name: 'the figures, as if from this very machine',
    code: '-',
    act: async target =>
      allRefused(
        [
          await nobody(target).get('/metrics', { 'x-forwarded-for': '127.0.0.1' }),
          await nobody(target).get('/metrics', { forwarded: 'for=127.0.0.1' }),
        ],
        'signedOut',
      ),
  },
  {
    name: 'to be the first administrator once more',
    code: '-',
    act: async target => {
      const person = { name: 'Kẻ lạ', email: 'ke.la@evil.example', password: PASSWORD }
      const used = tokenOf(target.server.setupLink!)
      return allRefused(
        [
          await nobody(target).post('/api/v1/setup', { token: used, ...person }),
          await nobody(target).post('/api/v1/setup', { token: LINK, ...person }),
        ],
        'setupDone',
      )
    },
  },
  {
    name: 'links of invitations, guessed and used before',
    code: 'S16',
    act: async target => {
      const input = { name: 'Mới', email: 'moi@bo.example', role: 'auditor' }
      const { link } = await target.administrator.browser.well('POST', '/api/v1/people', input)
      const token = tokenOf(link)
      const accept = async (body: object) => await nobody(target).post('/api/v1/invitations/accept', body)
      const weak = refused(await accept({ token, password: 'password1234' }), 'passwordCommon')
      assert.ok(weak.startsWith('422'))
      assert.equal((await accept({ token, password: PASSWORD })).status, 200)
      return allRefused(
        [await accept({ token, password: PASSWORD }), await accept({ token: LINK, password: PASSWORD })],
        'linkWrong',
      )
    },
  },
  {
    name: 'codes of nodes and of kiosks, guessed',
    code: 'S2',
    act: async target => {
      const publicKey = target.node.signer.publicKey
      const answers = [
        await nobody(target).post('/node/v1/enrol', { code: `${LINK}.${LINK}`, publicKey }),
        ...(await times(
          12,
          async at => await nobody(target).post('/api/v1/screening/enrol', { code: `1234567${at}` }),
        )),
      ]
      allRefused(answers, 'enrolmentCodeWrong', 'kioskCodeWrong', 'tooManyRequests', 'subscriberNumber')
      return refused(answers.at(-1)!, 'tooManyRequests')
    },
  },
  {
    name: 'links and tokens of a briefing, guessed',
    code: 'S2',
    act: async target => {
      const enter = async (key: string) => await nobody(target).post('/api/v1/briefing-room/enter', { key })
      const before = await trailLength(target)
      const guesses = await times(61, async at => await enter(`A${at}${LINK}`.slice(0, 43)))
      allRefused(guesses, 'linkUnknown', 'tooManyRequests')
      assert.equal(await trailLength(target), before)
      const bearer = { authorization: `Bearer loas_${LINK}` }
      refused(await nobody(target).get('/api/v1/briefing-room', bearer), 'placeUnknown')
      return refused(guesses.at(-1)!, 'tooManyRequests')
    },
  },
]
