import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { FEBRUARY } from '../example-list.ts'
import { inForce, type Reached } from '../in-force.ts'
import type { ZeroRatingList } from '../list.ts'
import { anyInstant, anyLists, anyReached } from '../random-lists.test.ts'
import { policyRuleFeed } from './policy-rules.ts'
import { withGroupsFor } from './rating-groups.ts'
import { isWithin } from './readers.test.ts'
import { PFDS, SM_POLICY_DECISION } from './sm-policy-schema.test.ts'

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
formats.default(ajv)
const isDecision = ajv.compile(SM_POLICY_DECISION)
const arePfds = ajv.compile(PFDS)

interface Decision {
  readonly pccRules?: Readonly<Record<string, PccRule>>
  readonly qosDecs?: Readonly<Record<string, { qosId: string; maxbrDl: string }>>
  readonly chgDecs?: Readonly<Record<string, { chgId: string; online: boolean; offline: boolean }>>
  readonly traffContDecs?: Readonly<Record<string, { tcId: string; flowStatus: string }>>
  readonly conds?: Readonly<Record<string, { condId: string; activationTime: string; deactivationTime?: string }>>
}
interface PccRule {
  readonly pccRuleId: string
  readonly precedence: number
  readonly flowInfos?: readonly { readonly flowDescription: string }[]
  readonly appId?: string
  readonly refQosData?: readonly [string]
  readonly refTcData: readonly [string]
  readonly refChgData: readonly [string]
  readonly refCondData: string
}
interface Pfds {
  readonly applicationId: string
  readonly pfds: readonly { readonly flowDescriptions: readonly string[]; readonly domainNames: readonly string[] }[]
}

function feedOf(lists: readonly ZeroRatingList[]): { decision: Decision; pfds: Pfds[] } {
  const force = inForce(lists)
  const groups = withGroupsFor(force.services)
  const [decision, pfds] = policyRuleFeed(force, { groups, sponsor: 'BTTTT' })
  return { decision: JSON.parse(decision.text), pfds: JSON.parse(pfds.text) }
}

test("February's page becomes policy rules and data as the specification has them", () => {
  const { decision, pfds } = feedOf([FEBRUARY])
  assert.deepEqual(decision, {
    pccRules: {
      'zr-ncov-1-own': {
        pccRuleId: 'zr-ncov-1-own',
        precedence: 100,
        flowInfos: ['123.30.0.16/28', '2405:4800:1::/48'].flatMap(prefix =>
          ['6', '17'].flatMap(protocol =>
            ['443', '80'].map(port => ({
              flowDescription: `permit out ${protocol} from ${prefix} ${port} to any`,
              flowDirection: 'BIDIRECTIONAL',
            })),
          ),
        ),
        refTcData: ['zr-open'],
        refChgData: ['zr-ncov-charging'],
        refQosData: ['zr-ncov-speed'],
        refCondData: 'zr-ncov-1-own-time',
      },
      'zr-ncov-1-shared': {
        pccRuleId: 'zr-ncov-1-shared',
        precedence: 101,
        appId: 'zr-ncov-1-shared',
        refTcData: ['zr-open'],
        refChgData: ['zr-ncov-charging'],
        refQosData: ['zr-ncov-speed'],
        refCondData: 'zr-ncov-1-shared-time',
      },
    },
    chgDecs: {
      'zr-ncov-charging': {
        chgId: 'zr-ncov-charging',
        meteringMethod: 'VOLUME',
        offline: true,
        online: false,
        ratingGroup: 700_003,
        serviceId: 3,
        reportingLevel: 'SPON_CON_LEVEL',
        sponsorId: 'BTTTT',
        appSvcProvId: 'Bộ Y tế',
      },
    },
    traffContDecs: { 'zr-open': { tcId: 'zr-open', flowStatus: 'ENABLED' } },
    conds: {
      'zr-ncov-1-own-time': { condId: 'zr-ncov-1-own-time', activationTime: '2020-01-31T17:00:00Z' },
      'zr-ncov-1-shared-time': { condId: 'zr-ncov-1-shared-time', activationTime: '2020-01-31T17:00:00Z' },
    },
    qosDecs: {
      'zr-ncov-speed': {
        qosId: 'zr-ncov-speed',
        '5qi': 6,
        arp: { priorityLevel: 8, preemptCap: 'NOT_PREEMPT', preemptVuln: 'PREEMPTABLE' },
        maxbrUl: '10000 Kbps',
        maxbrDl: '10000 Kbps',
      },
    },
  })
  assert.deepEqual(
    pfds.map(({ applicationId, pfds: [{ domainNames, flowDescriptions }] }) => [
      applicationId,
      domainNames,
      flowDescriptions[0],
    ]),
    [['zr-ncov-1-shared', ['ncov.moh.gov.vn'], 'permit out 6 from 123.30.0.0/28 443 to any']],
  )
})

test('a list of hotlines alone has no rule, and is no empty map', () => {
  const { decision, pfds } = feedOf([{ ...FEBRUARY, services: FEBRUARY.services.slice(0, 2) }])
  assert.deepEqual([decision, pfds], [{}, []])
})

test('whatever the list, its rules have the shapes of the specification and refer only to what is there', () => {
  fc.assert(
    fc.property(anyLists, lists => {
      const { decision, pfds } = feedOf(lists)
      assert.equal(isDecision(decision), true, JSON.stringify(isDecision.errors))
      assert.equal(arePfds(pfds), true, JSON.stringify(arePfds.errors))
      const rules = Object.values(decision.pccRules ?? {})
      assert.equal(new Set(rules.map(({ precedence }) => precedence)).size, rules.length)
      for (const rule of rules) {
        assert.equal(decision.pccRules?.[rule.pccRuleId], rule)
        const { refChgData, refTcData, refQosData, refCondData } = rule
        assert.equal(decision.chgDecs?.[refChgData[0]]?.chgId, refChgData[0])
        assert.equal(decision.traffContDecs?.[refTcData[0]]?.tcId, refTcData[0])
        assert.equal(decision.conds?.[refCondData]?.condId, refCondData)
        if (refQosData) assert.equal(decision.qosDecs?.[refQosData[0]]?.qosId, refQosData[0])
        if (rule.appId) assert.equal(pfds.filter(({ applicationId }) => applicationId === rule.appId).length, 1)
      }
      for (const { online, offline } of Object.values(decision.chgDecs ?? {})) assert.ok(!(online && offline))
    }),
  )
})

/** A user plane that has only the rules: RFC 6733 section 4.3.1, TS 29.122 table 5.11.2.1.4-1. */
function isFlow(flowDescription: string, { address, port }: Reached): boolean {
  const match = /^permit out (6|17) from (\S+) (\d+) to any$/.exec(flowDescription)
  assert.ok(match, flowDescription)
  const [, , prefix, from] = match
  return address !== null && isWithin(prefix, address) && Number(from) === port
}

function isNamed(domainName: string, host: string): boolean {
  return domainName.startsWith('^') ? new RegExp(domainName).test(host) : domainName === host
}

function isFree({ decision, pfds }: ReturnType<typeof feedOf>, reached: Reached, at: number) {
  return Object.values(decision.pccRules ?? {}).some(rule => {
    const time = decision.conds?.[rule.refCondData]
    if (time === undefined || at < Date.parse(time.activationTime)) return false
    if (time.deactivationTime !== undefined && at >= Date.parse(time.deactivationTime)) return false
    if (rule.flowInfos) return rule.flowInfos.some(({ flowDescription }) => isFlow(flowDescription, reached))
    const { host } = reached
    return pfds
      .filter(({ applicationId }) => applicationId === rule.appId)
      .flatMap(application => application.pfds)
      .some(
        pfd =>
          host !== null &&
          pfd.domainNames.some(name => isNamed(name, host)) &&
          pfd.flowDescriptions.some(flow => isFlow(flow, reached)),
      )
  })
}

test('the rules free every flow at every instant as the list in force does, but for names at exclusive prefixes', () => {
  fc.assert(
    fc.property(
      anyLists,
      fc.array(fc.tuple(anyInstant, anyReached), { minLength: 20, maxLength: 20 }),
      (lists, asked) => {
        const force = inForce(lists)
        const feed = feedOf(lists)
        for (const [at, reached] of asked) {
          // Packets have a port: where a record has none, there is nothing to compare.
          if (reached.port === null) continue
          const verdict = force.page(reached, at)
          const nameless = force.page({ ...reached, host: null }, at)
          // What a gateway cannot check: another name at addresses of the page alone, or a page not known by its own.
          const expected = verdict.is === 'free' || nameless.is === 'free'
          assert.equal(isFree(feed, reached, at), expected, JSON.stringify({ reached, verdict }))
        }
      },
    ),
  )
})

test('a spoofed name does not ride free, nor does another name at a shared address', () => {
  const feed = feedOf([FEBRUARY])
  const at = Date.parse('2020-02-03T08:00:00+07:00')
  const host = 'ncov.moh.gov.vn'
  for (const [reached, expected] of [
    [{ host, address: '123.30.0.5', port: 443 }, true],
    [{ host, address: '8.8.8.8', port: 443 }, false],
    [{ host: 'video.example', address: '123.30.0.5', port: 443 }, false],
    [{ host: null, address: '123.30.0.5', port: 443 }, false],
    [{ host: null, address: '123.30.0.16', port: 443 }, true],
    [{ host, address: '123.30.0.5', port: 8443 }, false],
  ] as const)
    assert.equal(isFree(feed, reached, at), expected, JSON.stringify(reached))
})

test('every host below a name is meant whole, as a regular expression of it', () => {
  const page = FEBRUARY.services[2]
  assert.ok(page.kind === 'page')
  const prefixes = [{ prefix: '123.30.0.0/28', exclusive: false }]
  const services = [{ ...page, hosts: ['*.moh.gov.vn'], prefixes }]
  const feed = feedOf([{ ...FEBRUARY, services }])
  const at = Date.parse('2020-02-03T08:00:00+07:00')
  for (const [host, expected] of [
    ['a.moh.gov.vn', true],
    ['a.b.moh.gov.vn', true],
    ['moh.gov.vn', false],
    ['.moh.gov.vn', false],
    ['amoh.gov.vn', false],
    ['a.mohxgov.vn', false],
    ['a.moh.gov.vn.evil.example', false],
  ] as const)
    assert.equal(isFree(feed, { host, address: '123.30.0.5', port: 443 }, at), expected, host)
})
