// Before a page's code. Light or dark before the first paint: the choice of last time, or what the system prefers. The page's policy forbids
// inline scripts, so it is a file. The key is the one that Mantine keeps.
try {
  const kept = localStorage.getItem('mantine-color-scheme-value')
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
} catch {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'light')
}

// Scripts that fail to load, for example because the network changed, would leave the page blank: it is reloaded, at most
// AGAIN_MAX times in a row. Knows nothing of the page but its root.
const AGAIN_MS = 3000
const AGAIN_MAX = 20
const AGAIN_KEY = 'loa-loaded-again'
let isComplete = true
addEventListener(
  'error',
  event => {
    const root = document.getElementById('root')
    if (!(event.target instanceof HTMLScriptElement) || root === null || root.childElementCount > 0) return
    isComplete = false
    let times = AGAIN_MAX
    try {
      times = Number(sessionStorage.getItem(AGAIN_KEY))
      sessionStorage.setItem(AGAIN_KEY, String(times + 1))
    } catch {
      // Without storage nothing counts the attempts: the person reloads.
    }
    const isTriedAgain = times < AGAIN_MAX
    root.textContent = isTriedAgain
      ? 'Trang chưa tải xong, đang thử lại… · The page has not loaded, trying again…'
      : 'Không tải được trang. Kiểm tra mạng rồi tải lại. · The page could not be loaded. Check the network, then reload.'
    if (isTriedAgain) setTimeout(() => location.reload(), AGAIN_MS)
  },
  true,
)
addEventListener('load', () => {
  try {
    if (isComplete) sessionStorage.removeItem(AGAIN_KEY)
  } catch {
    // Nothing is kept where there is no storage.
  }
})
