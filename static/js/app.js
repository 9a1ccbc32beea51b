// The only script a page names; the rest are elements, each in a file called like its tag, that come
// when the first of their tags does.
import { connect } from "live"
import "phone"

const asked = new Set()

function fetchWhatIsNew() {
  for (const { localName } of document.querySelectorAll(":not(:defined)")) {
    if (asked.has(localName)) continue
    asked.add(localName)
    import(`elements/${localName}`)
  }
}

fetchWhatIsNew()
new MutationObserver(fetchWhatIsNew).observe(document.body, { childList: true, subtree: true })
if (document.body.dataset.live) connect(document.body.dataset.live)
