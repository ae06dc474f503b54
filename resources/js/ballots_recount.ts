interface Counted {
  written: string
  hash: string
}

type Verdict = 'counting' | 'same' | 'different' | 'failed'

/**
 * `<ballots-recount>`: fetches the published ballots (`data-ballots`), counts them in this browser by the
 * code that the server runs (`data-worker`), and says whether the hash is the announced one (`data-hash`).
 */
class BallotsRecount extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button')
    const status = this.querySelector<HTMLElement>('[role=status]')
    if (!button || !status || !window.Worker) return
    const say = (verdict: Verdict) => {
      status.textContent = this.dataset[verdict] ?? ''
      status.className = LOOKS[verdict]
    }
    this.hidden = false
    button.addEventListener('click', async () => {
      button.disabled = true
      say('counting')
      say(await this.#verdict().catch((): Verdict => 'failed'))
      button.disabled = false
    })
  }

  async #verdict(): Promise<Verdict> {
    const { ballots = '', worker = '', hash } = this.dataset
    const answer = await fetch(ballots, { headers: { accept: 'application/json' } })
    const counted = answer.ok ? await countIn(worker, await answer.json()) : null
    if (!counted) return 'failed'
    return counted.hash === hash ? 'same' : 'different'
  }
}

const LOOKS: Record<Verdict, string> = {
  counting: '',
  same: 'proof__right',
  different: 'proof__wrong',
  failed: 'proof__wrong',
}

/** Null when the ballots cannot be read. */
function countIn(address: string, published: unknown): Promise<Counted | null> {
  const worker = new Worker(address, { type: 'module' })
  return new Promise<Counted | null>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Counted | null>) => resolve(data))
    worker.addEventListener('error', () => reject(new Error('The count did not end')))
    worker.postMessage(published)
  }).finally(() => worker.terminate())
}

customElements.define('ballots-recount', BallotsRecount)
