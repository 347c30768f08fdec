/**
 * Free pages as policy of a 5G core: the part of an SmPolicyDecision (3GPP TS 29.512 clause 5.6.2.4) that frees them, and
 * the packet flow descriptions (TS 29.551) that its application rules refer to. Field names are the specifications'.
 *
 *   page ─┬─ exclusive prefixes ─► PccRule with flowInfos      any name: nothing else is served from there
 *         └─ shared prefixes ────► PccRule with appId ──► PFD  domainNames and flowDescriptions: both must match
 *
 * A PFD with several kinds of filters matches only where each kind has a match (TS 29.122 table 5.11.2.1.4-1, NOTE 2), so
 * that a host's name elsewhere and another name at that prefix are both charged as ever.
 *
 * Charged offline, so that there are records to audit, and not online, so that an empty account does not keep a citizen
 * out; reported by sponsor. Hotlines are calls and stand in no PCC rule of this feed. Pure.
 *
 * What 5G cannot say: that a name that is seen at an exclusive prefix must be the page's; and a speed that is kept
 * whatever the cell bears (a guaranteed bit rate may be refused, and with it the rule: then the page would cost). The
 * promise is the flow's maxbrDl, above the default flow's priority; the session's AMBR must not lie below it.
 */
import type { InForce } from '../in-force.ts'
import type { PageService, ServedFrom, Service } from '../list.ts'
import { type FreeSpan, freeSpans } from '../spans.ts'
import { type FeedFile, listedHosts, refuseTooMany, universalInstant } from './feed.ts'
import { groupOf } from './rating-group-table.ts'
import type { RatingGroups } from './rating-groups.ts'

export interface PolicyOptions {
  readonly groups: RatingGroups
  /** sponsorId: who stands for these pages towards the operator. */
  readonly sponsor: string
}

/** Smaller is looked at first; below a network's own rules, which begin at 1 by custom. */
const PRECEDENCE_FIRST = 100
/** TS 23.501 table 5.7.4-1: not guaranteed, for the web, before the default 9. */
const WEB_5QI = 6
const ARP = { priorityLevel: 8, preemptCap: 'NOT_PREEMPT', preemptVuln: 'PREEMPTABLE' } as const
/** The web by TCP and by QUIC: protocol numbers. A list names ports, not protocols. */
const PROTOCOLS = [6, 17] as const
const OPEN_TC = 'zr-open'

export function policyRuleFeed(force: InForce, options: PolicyOptions): readonly FeedFile[] {
  const spans = freeSpans(force)
  refuseTooMany(spans.reduce((sum, { service }) => sum + flowsIn(service), 0))
  const parts = partsOf(spans)
  const applications = parts.filter(({ isExclusive }) => !isExclusive)
  return [
    { name: 'sm-policy-decision.json', text: indented(decision(parts, options)) },
    {
      name: 'pfds.json',
      text: indented(
        applications.map(({ id, page, flows }) => ({
          applicationId: id,
          pfds: [{ pfdId: `${id}-1`, flowDescriptions: flows, domainNames: domainNames(page) }],
        })),
      ),
    },
  ]
}

function flowsIn(service: Service): number {
  return service.kind === 'page' ? service.prefixes.length * service.ports.length * PROTOCOLS.length : 0
}

/** One rule: a page, in a span, at its exclusive or at its shared prefixes. */
interface Part {
  readonly id: string
  readonly page: PageService
  readonly isExclusive: boolean
  readonly flows: readonly string[]
  readonly from: number
  readonly until: number
}

function partsOf(spans: readonly FreeSpan[]): Part[] {
  const counted = new Map<string, number>()
  return spans.flatMap(({ service: page, from, until }) => {
    if (page.kind !== 'page') return []
    const count = (counted.get(page.id) ?? 0) + 1
    counted.set(page.id, count)
    return [true, false].flatMap((isExclusive): Part[] => {
      const places = page.prefixes.filter(({ exclusive }) => exclusive === isExclusive)
      if (places.length === 0) return []
      const id = `zr-${page.id}-${count}-${isExclusive ? 'own' : 'shared'}`
      return [{ id, page, isExclusive, flows: flowsOf(page, places), from, until }]
    })
  })
}

function decision(parts: readonly Part[], options: PolicyOptions) {
  const pages = [...new Map(parts.map(({ page }) => [page.id, page])).values()]
  const fast = pages.filter(({ speedKilobitsPerSecond }) => speedKilobitsPerSecond !== null)
  return {
    ...(parts.length > 0 && {
      pccRules: keyed(parts.map(pccRule), rule => rule.pccRuleId),
      chgDecs: keyed(
        pages.map(page => chargingData(page, options)),
        ({ chgId }) => chgId,
      ),
      traffContDecs: { [OPEN_TC]: { tcId: OPEN_TC, flowStatus: 'ENABLED' } },
      conds: keyed(parts.map(condition), ({ condId }) => condId),
    }),
    ...(fast.length > 0 && { qosDecs: keyed(fast.map(qosData), ({ qosId }) => qosId) }),
  }
}

/** TS 29.512 clause 5.6.2.6: a rule has flowInfos or an appId. */
function pccRule({ id, page, isExclusive, flows }: Part, at: number) {
  return {
    pccRuleId: id,
    precedence: PRECEDENCE_FIRST + at,
    ...(isExclusive
      ? { flowInfos: flows.map(flowDescription => ({ flowDescription, flowDirection: 'BIDIRECTIONAL' })) }
      : { appId: id }),
    refTcData: [OPEN_TC],
    refChgData: [chargingId(page)],
    ...(page.speedKilobitsPerSecond !== null && { refQosData: [qosId(page)] }),
    refCondData: `${id}-time`,
  }
}

function condition({ id, from, until }: Part) {
  const deactivationTime = universalInstant(until)
  return {
    condId: `${id}-time`,
    activationTime: universalInstant(from),
    ...(deactivationTime !== null && { deactivationTime }),
  }
}

/** TS 29.512 clause 5.6.2.11; offline and online are never both true. */
function chargingData(page: PageService, { groups, sponsor }: PolicyOptions) {
  const { ratingGroup, serviceIdentifier } = groupOf(groups, page.id)
  return {
    chgId: chargingId(page),
    meteringMethod: 'VOLUME',
    offline: true,
    online: false,
    ratingGroup,
    serviceId: serviceIdentifier,
    reportingLevel: 'SPON_CON_LEVEL',
    sponsorId: sponsor,
    appSvcProvId: page.owner,
  }
}

function qosData(page: PageService) {
  const rate = `${page.speedKilobitsPerSecond} Kbps`
  return { qosId: qosId(page), '5qi': WEB_5QI, arp: ARP, maxbrUl: rate, maxbrDl: rate }
}

const chargingId = ({ id }: PageService) => `zr-${id}-charging`
const qosId = ({ id }: PageService) => `zr-${id}-speed`

/**
 * IPFilterRule (RFC 6733 section 4.3.1) under the restrictions of TS 29.214 clause 5.3.8: permit out, one port, no
 * options, `assigned` not used.
 */
function flowsOf({ ports }: PageService, places: readonly ServedFrom[]): string[] {
  return places.flatMap(({ prefix }) =>
    PROTOCOLS.flatMap(protocol => ports.map(port => `permit out ${protocol} from ${prefix} ${port} to any`)),
  )
}

/** A name as it is; for every host below one, a regular expression that holds the whole name. */
function domainNames(page: PageService): string[] {
  return listedHosts(page).map(host =>
    host.startsWith('*.') ? `^.+\\.${host.slice(2).replaceAll('.', '\\.')}$` : host,
  )
}

function keyed<Value>(values: readonly Value[], keyOf: (value: Value) => string): Record<string, Value> {
  return Object.fromEntries(values.map(value => [keyOf(value), value]))
}

function indented(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
