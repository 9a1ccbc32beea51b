// The only script a page names; the rest are elements that start when their tag is there.
import { connect } from "live"
import "elements/chat-composer"
import "elements/chat-log"
import "elements/draft-keeper"
import "elements/file-choice"
import "elements/format-bar"
import "elements/live-menu"
import "elements/mark-read"
import "elements/name-hints"
import "elements/passkey-form"
import "elements/read-aloud"
import "elements/school-search"
import "elements/share-words"
import "elements/unread-badge"
import "elements/voice-player"
import "elements/voice-recorder"

if (document.body.dataset.live) connect(document.body.dataset.live)
