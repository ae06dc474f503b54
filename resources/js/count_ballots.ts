import { canonicalHash, canonicalJson } from '../../app/governance/methods/canonical.js'
import { recount, type PublishedBallots } from '../../app/governance/recount/recount.js'

/** Counts published ballots aside from the page; answers the transcript as it is written and its hash, or null. */
addEventListener('message', ({ data }: MessageEvent<PublishedBallots>) => {
  const counted = recount(data)
  if (!counted.ok) return postMessage(null)
  const { transcript } = counted.value
  postMessage({ written: canonicalJson(transcript), hash: canonicalHash(transcript) })
})
