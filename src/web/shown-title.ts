/**
 * The title in the browser's tab: of the page, and before it how much waits for whoever is signed in, so that a tab in the background
 * says so too. Knows neither pages nor what is counted.
 */
let page = 'Loa'
let waiting = 0

export function setPageTitle(title: string): void {
  page = `${title} – Loa`
  show()
}

export function setWaiting(count: number): void {
  waiting = count
  show()
}

function show(): void {
  document.title = titleOf(page, waiting)
}

/** `(3) Tổng quan – Loa` */
export function titleOf(title: string, count: number): string {
  return count > 0 ? `(${count}) ${title}` : title
}
