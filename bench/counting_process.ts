/** Counts one file once, and says how long it took, the most memory of this process, and the hash. */
import { COUNTING_WORKS } from './counting_works.js'

const [, , name, path = ''] = process.argv
const work = COUNTING_WORKS.find((candidate) => candidate.name === name)
if (!work) throw new Error(`Nothing to count is called ${name}`)
const begun = performance.now()
const hash = work.run(path)
const seconds = (performance.now() - begun) / 1000
// Kilobytes, as the system counts them for the whole life of the process.
const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6
process.stdout.write(JSON.stringify({ seconds, megabytes, hash }))
