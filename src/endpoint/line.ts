/** First in, first out. Nothing is moved when the first one leaves. */
export class Line<Item> {
  #items: Item[] = []
  #from = 0

  get length(): number {
    return this.#items.length - this.#from
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Gives the first to `take` until it says no or none is left. */
  drain(take: (item: Item) => boolean): void {
    while (this.#from < this.#items.length) {
      const item = this.#items[this.#from] as Item
      // It has left before it is taken: whoever clears the line meanwhile does not get it too.
      this.#from += 1
      if (take(item)) continue
      this.#from -= 1
      return
    }
    if (this.#from > 0) this.clear()
  }

  /** All that were in it. */
  clear(): readonly Item[] {
    const items = this.#items.slice(this.#from)
    this.#items = []
    this.#from = 0
    return items
  }
}
