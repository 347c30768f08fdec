/**
 * What the authority must have of each directive: its acknowledgement, and its return once it has closed.
 *
 * Both are in the journal before they come here, and go on being brought over any restart until the authority has taken
 * them. An authority that was restored from a backup may not know what it was told, nor may another address of it, so once a
 * connection each is told again of whatever is still on its agenda.
 */
import type { Addresses } from './addresses.ts'
import { type Courier, type Document, saidIn } from './courier.ts'
import type { Accepted, DirectiveRecord } from './memory.ts'
import type { Records } from './records.ts'

export class Outbox {
  readonly #records: Records
  readonly #courier: Pick<Courier, 'bring'>
  readonly #addresses: Pick<Addresses, 'isLacking'>

  constructor(parts: { records: Records; courier: Pick<Courier, 'bring'>; addresses: Pick<Addresses, 'isLacking'> }) {
    this.#records = parts.records
    this.#courier = parts.courier
    this.#addresses = parts.addresses
  }

  /** What an earlier process left untold. */
  resume(): void {
    for (const record of this.#records.memory.all()) {
      const { entry, returned } = record
      if (!record.isAcknowledged) this.#bringAcknowledgement(record)
      if (entry.is === 'accepted' && returned?.isTaken === false) this.return(entry, returned.jws)
    }
  }

  acknowledge(sha256: string): void {
    const record = this.#records.memory.byDigest(sha256)
    if (record !== null) this.#bringAcknowledgement(record)
  }

  return(entry: Accepted, jws: string): void {
    this.#courier.bring(returnOf(entry, jws))
  }

  /** It is on an agenda though the authority has been told: whoever asks there may not have been. */
  again({ entry, returned }: DirectiveRecord): void {
    this.#bringLacking(acknowledgementOf(entry))
    if (entry.is === 'accepted' && returned !== null) this.#bringLacking(returnOf(entry, returned.jws))
  }

  /** The authority has it. */
  taken({ kind, directive, sha256 }: Document & { readonly kind: DirectiveDocument }): void {
    const record = this.#records.memory.byDigest(sha256)
    switch (kind) {
      case 'acknowledgement':
        if (!record?.isAcknowledged) this.#records.note({ is: 'acknowledged', directive, sha256 })
        return
      case 'return':
        if (!record?.returned?.isTaken) this.#records.note({ is: 'return-taken', directive })
    }
  }

  #bringAcknowledgement({ entry }: DirectiveRecord): void {
    const document = acknowledgementOf(entry)
    if (document !== null) this.#courier.bring(document)
  }

  #bringLacking(document: Document | null): void {
    if (document !== null && this.#addresses.isLacking(saidIn(document))) this.#courier.bring(document)
  }
}

/** Null: to nobody. */
function acknowledgementOf({ directive, sha256, acknowledgement: jws }: DirectiveRecord['entry']): Document | null {
  return jws === null ? null : { kind: 'acknowledgement', directive, sha256, jws }
}

function returnOf({ directive, sha256 }: Accepted, jws: string): Document {
  return { kind: 'return', directive, sha256, jws }
}

type DirectiveDocument = 'acknowledgement' | 'return'
