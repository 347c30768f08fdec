/** Big outgoing buffers, used again after the kernel has taken what was in them. */

export const OUTGOING_SIZE = 1 << 20
const SPARE_MAX = 16

export interface Outgoing {
  readonly bytes: Uint8Array
  readonly view: DataView
}

const spare: Outgoing[] = []

export function takeOutgoing(): Outgoing {
  return spare.pop() ?? newOutgoing()
}

export function giveBack(outgoing: Outgoing): void {
  if (spare.length < SPARE_MAX) spare.push(outgoing)
}

function newOutgoing(): Outgoing {
  const bytes = new Uint8Array(OUTGOING_SIZE)
  return { bytes, view: new DataView(bytes.buffer) }
}
