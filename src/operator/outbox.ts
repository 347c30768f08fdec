/**
 * What the authority must have of each directive: its acknowledgement, and its return once it has closed.
 *
 * Both are in the journal before they come here, and go on being brought over any restart until the authority has taken
 * them. An authority that was restored from a backup may not know what it was told, so once a connection it is told
 * again of whatever is still on its agenda.
 */
import type { Courier, Document } from './courier.ts'
import type { Accepted, DirectiveRecord } from './memory.ts'
import type { Records } from './records.ts'

export class Outbox {
  readonly #records: Records
  readonly #courier: Pick<Courier, 'bring'>
  /** Directives that the authority was told of over this connection, by their SHA-256. */
  readonly #told = new Set<string>()

  constructor(parts: { records: Records; courier: Pick<Courier, 'bring'> }) {
    this.#records = parts.records
    this.#courier = parts.courier
  }

  /** What an earlier process left untold. */
  resume(): void {
    for (const record of this.#records.memory.all()) {
      const { entry, returned } = record
      if (!record.isAcknowledged) this.#bringAcknowledgement(record)
      if (entry.is === 'accepted' && returned?.isTaken === false) this.return(entry, returned.jws)
    }
  }

  /** A new connection: whoever answers it may have forgotten. */
  connected(): void {
    this.#told.clear()
  }

  acknowledge(sha256: string): void {
    this.#told.add(sha256)
    const record = this.#records.memory.byDigest(sha256)
    if (record !== null) this.#bringAcknowledgement(record)
  }

  return({ directive, sha256 }: Accepted, jws: string): void {
    this.#courier.bring({ kind: 'return', directive, sha256, jws })
  }

  /** It is on the agenda though the authority has been told; once a connection. */
  again({ entry, returned }: DirectiveRecord): void {
    if (this.#told.has(entry.sha256)) return
    this.acknowledge(entry.sha256)
    if (entry.is === 'accepted' && returned !== null) this.return(entry, returned.jws)
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
    const { directive, sha256, acknowledgement: jws } = entry
    if (jws !== null) this.#courier.bring({ kind: 'acknowledgement', directive, sha256, jws })
  }
}

type DirectiveDocument = 'acknowledgement' | 'return'
