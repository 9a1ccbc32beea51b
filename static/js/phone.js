// What makes the site feel at home on a phone: pages that were read stay readable without internet.
// Only for who is signed in, and nothing stays behind for who may not read on.
if (document.body.dataset.me) {
  navigator.serviceWorker?.register("/dienst.js").catch(() => null)
  navigator.clearAppBadge?.()
  for (const name of ["access.changed", "session.ended"]) {
    document.addEventListener(`live:${name}`, () => navigator.serviceWorker?.controller?.postMessage("forget"))
  }
}

const bar = document.querySelector("[data-no-internet]")
const tell = () => { bar.hidden = navigator.onLine || document.querySelector("[data-offline]") !== null }
if (bar) {
  for (const name of ["online", "offline"]) addEventListener(name, tell)
  tell()
}
