/**
 * What the text of the standard asks of an alert beyond its schema (OASIS CAP-v1.2-os, 3.2). Each rule looks at values that
 * the schema allows; what is missing by the schema is told there. A date in the past is no fault.
 */
import { createHash } from 'node:crypto'
import type { FaultCode, Tell } from './faults.ts'
import { type CapInstant, readInstant } from './instant.ts'
import { collapsed, pathsIn } from './schema-check.ts'
import { readCircle, readPolygon } from './shapes.ts'
import { base64Octets, isAbsoluteAddress, isAddress, isLanguageTag, isMimeType } from './texts.ts'
import { elementsOf, textOf, type XmlElement } from './xml.ts'

export function checkRules(root: XmlElement, tell: Tell): void {
  const alert = new Part(root, 'alert', tell)
  ofAlert(alert)
  ofReferences(alert)
  for (const info of alert.parts('info')) {
    ofInfo(info, alert)
    for (const resource of info.parts('resource')) ofResource(resource)
    for (const area of info.parts('area')) ofArea(area)
  }
}

/** An element that holds others, as the rules ask of it. */
class Part {
  readonly path: string
  readonly tell: Tell
  readonly #element: XmlElement
  /** By name, made once: whoever asks for a name in every `info` must not look through the whole alert each time. */
  #named: ReadonlyMap<string, ReturnType<typeof pathsIn>> | null = null

  constructor(element: XmlElement, path: string, tell: Tell) {
    this.#element = element
    this.path = path
    this.tell = tell
  }

  parts(name: string): readonly Part[] {
    return this.#all(name).map(({ element, path }) => new Part(element, path, this.tell))
  }

  texts(name: string): readonly { readonly text: string; readonly path: string }[] {
    return this.#all(name)
      .filter(({ element }) => elementsOf(element).length === 0)
      .map(({ element, path }) => ({ text: textOf(element), path }))
  }

  text(name: string): string | undefined {
    return this.texts(name)[0]?.text
  }

  instant(name: string): { readonly text: string; readonly epochMs: number } | null {
    const text = collapsed(this.text(name) ?? '')
    const read = readInstant(text)
    return typeof read === 'string' ? null : { text, epochMs: read.epochMs }
  }

  hasNo(name: string): boolean {
    return (this.text(name) ?? '').trim() === ''
  }

  /** A required element is there and says nothing. */
  refuseEmpty(...names: readonly string[]): void {
    for (const name of names)
      for (const { text, path } of this.texts(name)) if (text.trim() === '') this.tell(path, 'empty', { found: name })
  }

  refuseTwice(name: string): void {
    const seen = new Set<string>()
    for (const { text, path } of this.texts(name))
      if (seen.has(text)) this.tell(path, 'twice', { found: text })
      else seen.add(text)
  }

  #all(name: string): ReturnType<typeof pathsIn> {
    this.#named ??= Map.groupBy(pathsIn(this.#element, this.path), ({ element }) => element.name)
    return this.#named.get(name) ?? []
  }
}

/** Parts of a triple, or text that stands alone: none of these. */
const PARTING = /[\s,<&]/

function ofAlert(alert: Part): void {
  alert.refuseEmpty('identifier', 'sender')
  for (const name of ['identifier', 'sender'])
    for (const { text, path } of alert.texts(name))
      if (text.trim() !== '' && PARTING.test(text)) alert.tell(path, 'identifier', { found: text })
  const needs = (name: string, code: FaultCode) => {
    if (alert.hasNo(name)) alert.tell(`${alert.path}/${name}`, code)
  }
  if (alert.text('status') === 'Exercise') needs('note', 'note-missing')
  if (alert.text('scope') === 'Private') needs('addresses', 'addresses-missing')
  if (alert.text('scope') === 'Restricted') needs('restriction', 'restriction-missing')
}

const REFERRING: readonly (string | undefined)[] = ['Update', 'Cancel', 'Ack', 'Error']

function ofReferences(alert: Part): void {
  const type = alert.text('msgType')
  const words = referencesIn(alert.text('references') ?? '')
  const path = `${alert.path}/references`
  if (words.length === 0 && type !== undefined && REFERRING.includes(type))
    alert.tell(path, 'references-missing', { type })
  const sent = alert.instant('sent')
  const seen = new Set<string>()
  for (const word of words) {
    const read = readReference(word)
    if (read === null) alert.tell(path, 'reference', { found: word })
    else if (read.sender === alert.text('sender') && read.identifier === alert.text('identifier'))
      alert.tell(path, 'reference-itself', { found: word })
    else if (sent !== null && read.sent.epochMs > sent.epochMs)
      alert.tell(path, 'reference-later', { found: word, sent: sent.text })
    else if (seen.has(word)) alert.tell(path, 'twice', { found: word })
    seen.add(word)
  }
}

export const referencesIn = (text: string) => text.split(/[ \t\r\n]+/).filter(word => word !== '')

export function readReference(
  word: string,
): { readonly sender: string; readonly identifier: string; readonly sent: CapInstant } | null {
  const parts = word.split(',', 4)
  if (parts.length !== 3) return null
  const [sender, identifier, time] = parts
  if (sender === '' || identifier === '' || PARTING.test(sender + identifier)) return null
  const sent = readInstant(time)
  return typeof sent === 'string' ? null : { sender, identifier, sent }
}

function ofInfo(info: Part, alert: Part): void {
  const language = collapsed(info.text('language') ?? '')
  const path = `${info.path}/language`
  if (language === '') info.tell(path, 'language-missing')
  else if (!isLanguageTag(language)) info.tell(path, 'language', { found: language })
  info.refuseEmpty('event')
  info.refuseTwice('category')
  info.refuseTwice('responseType')
  for (const { text, path } of info.texts('web'))
    if (!isAbsoluteAddress(collapsed(text))) info.tell(path, 'uri', { found: text })
  for (const name of ['eventCode', 'parameter']) for (const pair of info.parts(name)) pair.refuseEmpty('valueName')
  ofExpiry(info, alert)
}

/**
 * The news ends after it was sent and after it counts from. It may end before the event begins (`onset`): a warning of what is
 * to come is often renewed before it comes.
 */
function ofExpiry(info: Part, alert: Part): void {
  const expires = info.instant('expires')
  if (expires === null) return
  const starts = [
    { other: 'sent', from: alert.instant('sent') },
    { other: 'effective', from: info.instant('effective') },
  ]
  const later = starts.find(({ from }) => from !== null && expires.epochMs <= from.epochMs)
  if (later === undefined) return
  const { other, from } = later
  info.tell(`${info.path}/expires`, 'expires-early', { found: expires.text, other, instant: from?.text ?? '' })
}

function ofResource(resource: Part): void {
  resource.refuseEmpty('resourceDesc', 'mimeType')
  for (const { text, path } of resource.texts('mimeType'))
    if (text.trim() !== '' && !isMimeType(text)) resource.tell(path, 'mime-type', { found: text })
  for (const { text, path } of resource.texts('size'))
    if (/^[+-]?\d+$/.test(collapsed(text)) && !isSize(Number(collapsed(text))))
      resource.tell(path, 'size', { found: text })
  for (const { text, path } of resource.texts('uri'))
    if (!isAddress(collapsed(text))) resource.tell(path, 'uri', { found: text })
  ofDigest(resource)
}

const isSize = (size: number) => Number.isSafeInteger(size) && size >= 0

function ofDigest(resource: Part): void {
  const content = resource.text('derefUri')
  const octets = content === undefined ? null : base64Octets(content)
  if (content !== undefined && octets === null) resource.tell(`${resource.path}/derefUri`, 'base64')
  const digest = resource.text('digest')
  if (digest === undefined) return
  const path = `${resource.path}/digest`
  const told = sha1In(collapsed(digest))
  if (told === null) return resource.tell(path, 'digest', { found: digest })
  if (octets === null) return
  const computed = createHash('sha1').update(octets).digest('hex')
  if (told !== computed) resource.tell(path, 'digest-differs', { found: digest, computed })
}

/** In hexadecimal, or in base64 as some write it. */
function sha1In(text: string): string | null {
  if (/^[\da-f]{40}$/i.test(text)) return text.toLowerCase()
  const octets = text.length === 28 ? base64Octets(text) : null
  return octets?.length === 20 ? Buffer.from(octets).toString('hex') : null
}

function ofArea(area: Part): void {
  area.refuseEmpty('areaDesc')
  for (const pair of area.parts('geocode')) pair.refuseEmpty('valueName')
  for (const { text, path } of area.texts('polygon')) {
    const read = readPolygon(text)
    if ('faults' in read) for (const { code, ...details } of read.faults) area.tell(path, code, details)
  }
  for (const { text, path } of area.texts('circle')) {
    const read = readCircle(text)
    if ('code' in read) {
      const { code, ...details } = read
      area.tell(path, code, details)
    }
  }
  ofHeights(area)
}

function ofHeights(area: Part): void {
  const [altitude, ceiling] = [area.text('altitude'), area.text('ceiling')]
  if (ceiling === undefined) return
  if (altitude === undefined) area.tell(`${area.path}/altitude`, 'altitude-missing')
  else if (Number(ceiling) < Number(altitude))
    area.tell(`${area.path}/ceiling`, 'ceiling-low', { found: ceiling, other: altitude })
}
