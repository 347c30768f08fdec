/**
 * Alert → XML. One alert has one spelling, octet for octet: the schema's order, two spaces a level, an element a line, `sent`
 * with its offset. What the check would find fault with is not written.
 */
import type { CapAlert, CapArea, CapInfo, CapReference, CapResource, NamedValue } from './alert.ts'
import { checkAlert } from './check.ts'
import { capFailure } from './failures.ts'
import { type CapInstant, writeInstant } from './instant.ts'
import { CAP_NAMESPACE } from './schema.ts'
import { writeCircle, writeDecimal, writePolygon } from './shapes.ts'

/** Fails with alertFaulty. */
export function writeAlert(alert: CapAlert): string {
  const lines = alertLines(alert).map(line => `  ${line}\n`)
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP_NAMESPACE}">\n${lines.join('')}</alert>\n`
  // Half a surrogate pair has no octets; it would become another letter unseen.
  const octets = Buffer.from(xml)
  const [fault] = checkAlert(octets)
  if (!xml.isWellFormed()) throw capFailure('alertFaulty', { element: 'alert', fault: 'character' })
  if (fault !== undefined) throw capFailure('alertFaulty', { element: fault.element, fault: fault.code })
  return xml
}

function alertLines(alert: CapAlert): string[] {
  return [
    ...text('identifier', alert.identifier),
    ...text('sender', alert.sender),
    ...text('sent', writeInstant(alert.sent)),
    ...text('status', alert.status),
    ...text('msgType', alert.msgType),
    ...text('source', alert.source),
    ...text('scope', alert.scope),
    ...text('restriction', alert.restriction),
    ...text('addresses', alert.addresses),
    ...alert.code.flatMap(code => text('code', code)),
    ...text('note', alert.note),
    ...text('references', alert.references.map(writeReference).join(' ') || undefined),
    ...text('incidents', alert.incidents),
    ...alert.info.flatMap(info => container('info', infoLines(info))),
  ]
}

const writeReference = ({ sender, identifier, sent }: CapReference) => `${sender},${identifier},${writeInstant(sent)}`

function infoLines(info: CapInfo): string[] {
  return [
    ...text('language', info.language),
    ...info.category.flatMap(category => text('category', category)),
    ...text('event', info.event),
    ...info.responseType.flatMap(type => text('responseType', type)),
    ...text('urgency', info.urgency),
    ...text('severity', info.severity),
    ...text('certainty', info.certainty),
    ...text('audience', info.audience),
    ...info.eventCode.flatMap(pair => container('eventCode', pairLines(pair))),
    ...instant('effective', info.effective),
    ...instant('onset', info.onset),
    ...instant('expires', info.expires),
    ...text('senderName', info.senderName),
    ...text('headline', info.headline),
    ...text('description', info.description),
    ...text('instruction', info.instruction),
    ...text('web', info.web),
    ...text('contact', info.contact),
    ...info.parameter.flatMap(pair => container('parameter', pairLines(pair))),
    ...info.resource.flatMap(resource => container('resource', resourceLines(resource))),
    ...info.area.flatMap(area => container('area', areaLines(area))),
  ]
}

const pairLines = ({ valueName, value }: NamedValue) => [...text('valueName', valueName), ...text('value', value)]

function resourceLines(resource: CapResource): string[] {
  return [
    ...text('resourceDesc', resource.resourceDesc),
    ...text('mimeType', resource.mimeType),
    ...decimal('size', resource.size),
    ...text('uri', resource.uri),
    ...text('derefUri', resource.derefUri),
    ...text('digest', resource.digest),
  ]
}

function areaLines(area: CapArea): string[] {
  return [
    ...text('areaDesc', area.areaDesc),
    ...area.polygon.flatMap(points => text('polygon', writePolygon(points))),
    ...area.circle.flatMap(circle => text('circle', writeCircle(circle))),
    ...area.geocode.flatMap(pair => container('geocode', pairLines(pair))),
    ...decimal('altitude', area.altitude),
    ...decimal('ceiling', area.ceiling),
  ]
}

const container = (name: string, lines: readonly string[]) => [
  `<${name}>`,
  ...lines.map(line => `  ${line}`),
  `</${name}>`,
]

const text = (name: string, value: string | undefined) =>
  value === undefined ? [] : [`<${name}>${escaped(value)}</${name}>`]

const instant = (name: string, value: CapInstant | undefined) => text(name, value && writeInstant(value))

const decimal = (name: string, value: number | undefined) =>
  value === undefined ? [] : text(name, writeDecimal(value))

/**
 * What ends a line in XML 1.1 (2.11) and is a letter as any other in 1.0: some readers fold it all the same, and would see another text
 * than was signed. As a reference it is the same letter to all.
 */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
  '\u0085': '&#x85;',
  '\u2028': '&#x2028;',
}

const escaped = (value: string) => value.replace(/[&<>\r\u0085\u2028]/g, letter => ESCAPES[letter])
