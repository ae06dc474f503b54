import './character_count.js'
import './confirm_press.js'
import './copy_link.js'
import './kept_draft.js'
import './mention_suggest.js'
import './menus.js'
import './offline.js'
import './photo_picker.js'
import './photo_viewer.js'
import './reading_marker.js'
import './proof_of_work.js'
import './relative_time.js'
import './toggle_form.js'
import './waiting_post.js'

// Of one page only: the others do not carry it.
if (document.querySelector('chain-check, receipt-check')) void import('./check_proof.js')
// Only the pages that know passkeys carry their weight.
if (document.querySelector('passkey-sign-in, passkey-add, passkey-confirm')) {
  void import('./passkeys.js')
}
if (document.querySelector('entry-totals')) void import('./entry_totals.js')
if (document.querySelector('choice-keys')) void import('./choice_keys.js')
if (document.querySelector('ranked-paper')) void import('./ranked_paper.js')
if (document.querySelector('ballots-recount')) void import('./ballots_recount.js')
