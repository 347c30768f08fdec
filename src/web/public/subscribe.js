// Web push on the page for whoever wants bulletins. Without it the page does the same by mail.
const part = document.getElementById('push')
const said = document.getElementById('push-said')
const on = document.getElementById('push-on')
const off = document.getElementById('push-off')
const SCOPE = '/bulletins/'
// Since this page has asked.
let isAnswered = false

// none, asked or on, as the server says it.
function show(is) {
  on.hidden = is !== 'none'
  off.hidden = is === 'none'
  said.textContent = { none: '', asked: part.dataset.waits, on: part.dataset.on }[is]
}

async function own() {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer
}

async function present(made) {
  if (made === null) return show('none')
  try {
    show(await stateOf(made))
  } catch {
    show('asked')
    said.textContent = part.dataset.fault
  }
}

async function stateOf({ endpoint }) {
  const { is } = await (await post('/bulletins/push/state', { endpoint })).json()
  return is
}

function choices() {
  const fields = new FormData(document.querySelector('form'))
  const codes = fields.getAll('province')
  return { language: fields.get('language'), level: fields.get('level'), provinces: codes }
}

async function active(registration) {
  const worker = registration.installing ?? registration.waiting
  if (worker !== null)
    await new Promise(done => {
      const ends = () => ['activated', 'redundant'].includes(worker.state) && done()
      worker.addEventListener('statechange', ends)
      ends()
    })
}

async function turnOn() {
  isAnswered = false
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope: SCOPE })
  // One that is there from before does not answer the first notice.
  await registration.update()
  await active(registration)
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: part.dataset.key,
  })
  const { endpoint, keys } = made.toJSON()
  try {
    await post('/bulletins/push', { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, choices: choices() })
  } catch (error) {
    await made.unsubscribe()
    throw error
  }
  const is = await stateOf(made)
  show(isAnswered ? 'on' : is)
}

async function turnOff() {
  const made = await own()
  if (made !== null) {
    await post('/bulletins/push/end', { endpoint: made.endpoint })
    await made.unsubscribe()
  }
  show('none')
}

function tried(act) {
  return async () => {
    try {
      await act()
    } catch (error) {
      said.textContent =
        error instanceof DOMException && error.name === 'NotAllowedError' ? part.dataset.refused : part.dataset.fault
    }
  }
}

if (part !== null) {
  part.hidden = false
  if ('serviceWorker' in navigator && 'PushManager' in window) {
    on.addEventListener('click', tried(turnOn))
    off.addEventListener('click', tried(turnOff))
    // The service worker has sent back the first notice.
    new BroadcastChannel('loa-push').addEventListener('message', () => {
      isAnswered = true
      show('on')
    })
    own().then(present, () => show('none'))
  } else said.textContent = part.dataset.none
}
